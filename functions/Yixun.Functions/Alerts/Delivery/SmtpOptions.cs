namespace Yixun.Functions.Alerts.Delivery;

/// <summary>The mail server that alerts go out by, section <c>Yixun:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    public const string SectionName = "Yixun:Smtp";

    /// <summary>Empty: no mail can be sent.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>None, StartTls (required) or Tls (from the first octet).</summary>
    public string Security { get; set; } = "StartTls";

    /// <summary>Empty: without signing in.</summary>
    public string User { get; set; } = "";

    /// <summary>From a secret store, never from a file in the repository.</summary>
    public string Password { get; set; } = "";

    /// <summary>Address that mails come from.</summary>
    public string From { get; set; } = "";

    /// <summary>For one mail, connecting included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
