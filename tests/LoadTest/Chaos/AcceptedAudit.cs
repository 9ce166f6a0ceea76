using System.Net;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest.Chaos;

/// <summary>What became of everything that was accepted, by the platform's record and by what the phones received.</summary>
/// <param name="Lost">Accepted messages that are not found, or did not end, or are delivered and no phone has them.</param>
/// <param name="Twice">Messages that a phone received more than once.</param>
/// <param name="Uncertain">Messages shown as uncertain.</param>
/// <param name="Billable">Billable segments of delivered messages; of uncertain ones besides, when a phone has them.</param>
/// <param name="Received">Segments that phones received, each counted once.</param>
/// <param name="Broken">Guarantees that were not kept, a line each.</param>
internal sealed record AcceptedAudit(
    long Lost,
    long Twice,
    long Uncertain,
    long Billable,
    long Received,
    IReadOnlyList<string> Broken
)
{
    private const int PageSize = 1000;

    /// <summary>States from which a message still goes on.</summary>
    private static readonly string[] Open = ["accepted", "queued", "submitting", "submitted"];

    /// <summary>Waits until everything has ended, and counts.</summary>
    /// <param name="patience">What has not ended after this is lost.</param>
    public static async Task<AcceptedAudit> LookAsync(
        SignedClient client,
        Witness phones,
        AcceptedLoad load,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        using var settling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        settling.CancelAfter(patience);
        var broken = new List<string>();
        long lost = 0;
        long twice = 0;
        long uncertain = 0;
        long billable = 0;
        long atMost = 0;
        var segments = 1;
        foreach (var (batch, accepted) in load.Batches)
        {
            var counts = await SettledAsync(client, batch, settling.Token, cancellationToken);
            if (counts is null)
            {
                lost += accepted.Count;
                broken.Add($"batch {batch} of {accepted.Count} messages was accepted and is not found");
                continue;
            }

            if (counts.Keys.Any(Open.Contains))
            {
                broken.Add($"batch {batch} has not ended after {patience}: {Text(counts)}");
            }

            var records = await RecordsAsync(client, accepted.ClientId, cancellationToken);
            var byState = records.CountBy(record => record.State).ToDictionary();
            if (
                counts.Values.Sum() != accepted.Count
                || byState.Count != counts.Count
                || byState.Any(state => counts.GetValueOrDefault(state.Key) != state.Value)
            )
            {
                broken.Add(
                    $"batch {batch}: accepted {accepted.Count}, view {Text(counts)}, records {Text(byState)}"
                );
            }

            var copies = await phones.CopiesAsync(
                [.. records.Select(record => record.Number)],
                cancellationToken
            );
            lost += Math.Max(0, accepted.Count - records.Count);
            foreach (var (number, state, billed) in records)
            {
                var received = copies[number].Sum();
                twice += received > 1 ? 1 : 0;
                uncertain += state == "uncertain" ? 1 : 0;
                billable += state == "delivered" || (state == "uncertain" && received > 0) ? billed : 0;
                atMost += billed;
                segments = Math.Max(segments, billed);
                lost += state != "uncertain" && (state != "delivered" || received == 0) ? 1 : 0;
            }
        }

        var witness = await phones.TotalsAsync(cancellationToken);
        var repeated = (long)witness["repeated"]!;
        var distinct = (long)witness["distinct"]!;
        Require(lost == 0, $"{lost} of {load.Accepted} accepted messages are lost");
        Require(
            twice == 0 && repeated == 0,
            $"{twice} messages came twice, {repeated} segments were repeated"
        );
        // A long message that is uncertain may have reached its phone in part.
        Require(
            billable <= distinct && distinct <= billable + (uncertain * (segments - 1)),
            $"{billable} segments are billable, phones received {distinct}"
        );
        Require(distinct <= atMost, $"phones received {distinct} segments, accepted were {atMost}");
        return new AcceptedAudit(lost, twice, uncertain, billable, distinct, broken);

        void Require(bool kept, string line)
        {
            if (!kept)
            {
                broken.Add(line);
            }
        }
    }

    /// <summary>Waits until no message of a batch has work left; counts by state, null when there is no such batch.</summary>
    /// <param name="settling">Cancelled when it is to be counted as it is.</param>
    private static async Task<Dictionary<string, int>?> SettledAsync(
        SignedClient client,
        string batch,
        CancellationToken settling,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            using var response = await client.SendAsync(
                HttpMethod.Get,
                $"/api/v1/batches/{batch}",
                [],
                cancellationToken
            );
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            var counts = view["states"]!
                .AsObject()
                .ToDictionary(state => state.Key, state => (int)state.Value!);
            if (settling.IsCancellationRequested || !counts.Keys.Any(Open.Contains))
            {
                return counts;
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    private static async Task<List<(string Number, string State, int Billed)>> RecordsAsync(
        SignedClient client,
        string clientId,
        CancellationToken cancellationToken
    )
    {
        using var response = await client.SendAsync(
            HttpMethod.Get,
            $"/api/v1/messages?clientId={clientId}&limit={PageSize}",
            [],
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        return
        [
            .. page["items"]!
                .AsArray()
                .Select(item =>
                    ((string)item!["to"]!, (string)item["state"]!, (int)item["billableSegments"]!)
                ),
        ];
    }

    private static string Text(Dictionary<string, int> counts) =>
        string.Join(", ", counts.Select(state => $"{state.Key} {state.Value}"));
}
