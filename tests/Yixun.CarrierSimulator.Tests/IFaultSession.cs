using System.Collections.Concurrent;
using Yixun.Carriers.Links;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>A simulator with one gateway named mobile and a client of it, whatever the protocol.</summary>
internal interface IFaultSession : IAsyncDisposable
{
    CarrierSimulatorHost Host { get; }

    /// <summary>Results of the submits, in the order in which they ended.</summary>
    IReadOnlyList<SubmitOutcome> Answers { get; }

    /// <summary>Reports with the id that they name, in the order in which they came.</summary>
    IReadOnlyList<(string Id, string Status)> Told { get; }

    /// <summary>"answer" and "report", in the order in which they came.</summary>
    ConcurrentQueue<string> Order { get; }

    /// <summary>True when the client met something that is not the protocol.</summary>
    bool SawProtocolError { get; }

    /// <summary>False refuses reports, which the gateway then sends again.</summary>
    bool StoreReports { set; }

    /// <summary>Submits a short text as soon as the client can; does not wait for the result.</summary>
    Task SubmitAsync(string text, string destination, long messageId);

    /// <summary>Waits until something is so, at most thirty seconds.</summary>
    Task UntilAsync(Func<bool> condition, string what);
}
