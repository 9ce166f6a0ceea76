using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Channels;

/// <summary>What was measured of a channel, and what happened to it.</summary>
public sealed class ChannelRecordFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    IOptions<YixunOptions> options,
    TimeProvider time
)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(2);

    [Function("AdminListChannelMinutes")]
    [ApiOperation(
        "一个通道每分钟的指标",
        Description = "多个进程的数值合计，百分位取最慢的进程；没有数据的分钟不列出。",
        Tag = "管理",
        Problems = ["not_found", "field_invalid"]
    )]
    [ApiQuery("from", "开始时间（ISO 8601），默认为结束前一小时")]
    [ApiQuery("to", "结束时间（不含），默认为现在；与开始最多相差两天")]
    [ApiResponse(StatusCodes.Status200OK, "按时间排列", typeof(IReadOnlyList<ChannelMinuteView>))]
    public async Task<IResult> ListMinutes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/channels/{id}/minutes")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var to = TimeOf(request, "to") ?? time.GetUtcNow();
        var from = TimeOf(request, "from") ?? to - DefaultSpan;
        if (from > to || to - from > LongestSpan)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("from").At("from"));
        }

        await using var database = await OpenAsync(id, context.CancellationToken);
        // A minute belongs to the span in which it begins.
        var first = (from.ToUnixTimeSeconds() + 59) / 60;
        var end = (to.ToUnixTimeSeconds() + 59) / 60;
        var rows = await database
            .ChannelMinutes.AsNoTracking()
            .Where(minute => minute.ChannelId == id && minute.Minute >= first && minute.Minute < end)
            .OrderBy(minute => minute.Minute)
            .ToListAsync(context.CancellationToken);
        var zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);
        return ApiResult.Ok(
            rows.GroupBy(minute => minute.Minute)
                .Select(group => ChannelMinuteView.Of(group.ToList()))
                .Select(view => view with { At = view.At.ToOffset(zone) })
                .ToList()
        );
    }

    [Function("AdminListChannelEvents")]
    [ApiOperation("一个通道的事件", Tag = "管理", Problems = ["not_found", "field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页事件，新的在前", typeof(ChannelEventPage))]
    public async Task<IResult> ListEvents(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/channels/{id}/events")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await OpenAsync(id, context.CancellationToken);
        var rows = await database
            .ChannelEvents.AsNoTracking()
            .Where(happened => happened.ChannelId == id && happened.Id < before)
            .OrderByDescending(happened => happened.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);
        var items = rows.Take(limit)
            .Select(row => new ChannelEventView(
                ApiId.Of(row.Id),
                row.At.ToOffset(zone),
                row.Kind,
                row.Detail,
                row.By
            ))
            .ToList();
        return ApiResult.Ok(new ChannelEventPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    /// <exception cref="ProblemException">not_found: neither a channel nor anything that happened has the id.</exception>
    private async Task<YixunDbContext> OpenAsync(string id, CancellationToken cancellationToken)
    {
        var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (
            await database.Channels.AnyAsync(channel => channel.Id == id, cancellationToken)
            || await database.ChannelEvents.AnyAsync(happened => happened.ChannelId == id, cancellationToken)
        )
        {
            return database;
        }

        await database.DisposeAsync();
        throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private static DateTimeOffset? TimeOf(HttpRequest request, string name) =>
        request.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
        : throw new ProblemException(ProblemCatalogue.FieldInvalid.With(name).At(name));
}
