using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Text;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Routes;

/// <summary>Says where a message would go, and why, without making one.</summary>
public sealed class RouteExplainFunctions(ReferenceData reference, MessageIdGenerator ids, TimeProvider time)
{
    private const int MaximumBody = 64 * 1024;

    [Function("AdminExplainRoute")]
    [ApiOperation(
        "试算路由",
        Description = "说明一条短信现在会走哪个通道、每条规则与每个通道的判断结果；不产生短信。",
        Tag = "路由",
        Body = typeof(RouteExplainRequest),
        Problems = [
            "field_invalid",
            "number_invalid",
            "lane_invalid",
            "system_unknown",
            "signature_text_invalid",
        ]
    )]
    [ApiResponse(StatusCodes.Status200OK, "试算结果", typeof(RouteExplainAnswer))]
    public async Task<IResult> Explain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/routes/explain")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<RouteExplainRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var routes = reference.Routes;
        var inquiry = routes.Explain(Read(entry), entry.At ?? time.GetUtcNow());
        var decision = inquiry.Decision;
        return ApiResult.Ok(
            new RouteExplainAnswer(
                ApiNames.Of(decision.Outcome),
                ApiNames.Of(decision.Carrier),
                inquiry.Match.Province,
                decision.Channel?.Id,
                decision.OpensAt,
                decision.Reason,
                RouteExplanation.Explain(
                    decision.Reason,
                    id => routes.Channels.FirstOrDefault(channel => channel.Id == id)?.Name,
                    id => routes.Rules.FirstOrDefault(rule => rule.Id == id)?.Name
                ),
                [
                    .. inquiry.Rules.Select(answer => new RuleAnswerView(
                        answer.Rule.Id,
                        answer.Rule.Name,
                        ApiNames.Of(answer.Verdict),
                        answer.Unmet is { } unmet ? ApiNames.Of(unmet) : null,
                        RouteVerdictTexts.Of(answer)
                    )),
                ],
                [
                    .. inquiry.Channels.Select(answer => new ChannelAnswerView(
                        answer.Channel.Id,
                        answer.Channel.Name,
                        ApiNames.Of(answer.Verdict),
                        answer.Share,
                        RouteVerdictTexts.Of(answer)
                    )),
                ]
            )
        );
    }

    private RouteRequest Read(RouteExplainRequest entry)
    {
        if (!PhoneNumber.TryParse(entry.To, out var number))
        {
            throw new ProblemException(ProblemCatalogue.NumberInvalid.At("to"));
        }

        if (!Lanes.TryParse(entry.Lane, out var lane))
        {
            throw new ProblemException(ProblemCatalogue.LaneInvalid.At("lane"));
        }

        if (entry.System is not null && reference.FindSystem(entry.System) is null)
        {
            throw new ProblemException(ProblemCatalogue.SystemUnknown.At("system"));
        }

        if (entry.Signature is not null && !MessageText.IsValidSignature(entry.Signature))
        {
            throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At("signature"));
        }

        var kind = ApiNames.Read<ChannelKind>(entry.Kind, ProblemCatalogue.FieldInvalid.With("kind"), "kind");
        var content = entry.Content ?? "";
        var signature =
            MessageText.SignatureOf(content)
            ?? entry.Signature
            ?? reference.FindSystem(entry.System ?? SystemSeed.ConsoleKey)?.DefaultSignature;
        return new RouteRequest(
            number,
            lane,
            ids.Next(),
            entry.System ?? "",
            signature,
            reference.Links.KindOf(content),
            kind
        );
    }
}
