namespace Yixun.Carriers.Links;

/// <summary>How one of a link's connections logs in and talks. Used by one connection, session after session.</summary>
internal abstract class LinkProtocol
{
    /// <summary>What its connection is for.</summary>
    public virtual ConnectionUse Use => ConnectionUse.Submit;

    /// <summary>Writes the login.</summary>
    /// <param name="now">On the carrier's clock.</param>
    public abstract void WriteLogin(OutboundBuffer output, DateTimeOffset now);

    /// <summary>Reads the answer to <see cref="WriteLogin"/> and consumes it.</summary>
    /// <returns>Null when octets are missing.</returns>
    /// <exception cref="CarrierProtocolException">It is something else.</exception>
    public abstract LinkLogin? ReadLogin(InboundBuffer inbound);

    /// <summary>Makes the session that follows a login.</summary>
    public abstract LinkSession CreateSession(SessionContext context);
}
