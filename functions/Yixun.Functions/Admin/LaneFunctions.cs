using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Messages;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>What a sender must know before sending.</summary>
public sealed class LaneFunctions(ReferenceData reference)
{
    [Function("AdminSendingRules")]
    [ApiOperation("发送规则：默认签名与各类别的时段、时效、结尾", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "发送规则", typeof(SendingRules))]
    public IResult Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/sending-rules")]
            HttpRequest request
    ) =>
        ApiResult.Ok(
            new SendingRules(
                reference.FindSystem(SystemSeed.ConsoleKey)?.DefaultSignature,
                [
                    .. Lanes.All.Select(lane =>
                    {
                        var policy = reference.Lanes[lane];
                        return new LaneRule(
                            Lanes.NameOf(lane),
                            policy.AlwaysOpen ? null : policy.HoursFrom.ToString(@"hh\:mm", null),
                            policy.AlwaysOpen ? null : policy.HoursTo.ToString(@"hh\:mm", null),
                            (long?)policy.TimeToLive?.TotalSeconds,
                            policy.Suffix
                        );
                    }),
                ]
            )
        );
}

/// <param name="DefaultSignature">Used when the sender names none.</param>
/// <param name="Lanes">Most urgent first.</param>
public sealed record SendingRules(string? DefaultSignature, IReadOnlyList<LaneRule> Lanes);

/// <param name="Lane">Lane name.</param>
/// <param name="OpensAt">HH:mm in the hospital's zone; null: always open.</param>
/// <param name="ClosesAt">HH:mm; null: always open.</param>
/// <param name="TimeToLiveSeconds">Seconds after which it is not sent any more; null: never.</param>
/// <param name="Suffix">Text that every message of the lane ends with.</param>
public sealed record LaneRule(
    string Lane,
    string? OpensAt,
    string? ClosesAt,
    long? TimeToLiveSeconds,
    string? Suffix
);
