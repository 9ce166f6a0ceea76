using Microsoft.Extensions.Options;
using Xunit;
using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Functions.Templates;

namespace Yixun.Functions.Tests.Templates;

public sealed class TemplateVersionsTests : IAsyncLifetime
{
    private const string Id = "notice";
    private TemporaryDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TemporaryDatabase.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Save_without_review_is_approved_at_once_and_an_edit_is_another_version()
    {
        var versions = Versions(review: false);

        await versions.SaveAsync(Id, new TemplateRequest("通知", "甲{a}"), "wang", Cancellation);
        await versions.SaveAsync(Id, new TemplateRequest("改名", "甲{a}"), "wang", Cancellation);
        await versions.SaveAsync(Id, new TemplateRequest("改名", "乙{a}"), "li", Cancellation);

        await using var context = _database.CreateDbContext();
        var row = await context.Templates.FindAsync([Id], Cancellation);
        Assert.Equal(("改名", "乙{a}", 2, 2), (row!.Name, row.Text, row.ApprovedVersion, row.LatestVersion));
        Assert.Equal(
            ["甲{a}", "乙{a}"],
            context.TemplateVersions.OrderBy(one => one.Version).Select(one => one.Text)
        );
        Assert.All(context.TemplateVersions, one => Assert.Equal(TemplateState.Approved, one.State));
    }

    [Fact]
    public async Task Review_needs_another_person_and_the_approved_text_stays_until_then()
    {
        var versions = Versions(review: true);
        await versions.SaveAsync(Id, new TemplateRequest("通知", "甲"), "wang", Cancellation);
        await AssertProblemAsync("template_state_invalid", versions.ApproveAsync(Id, "", "li", Cancellation));
        await versions.SubmitAsync(Id, "", "wang", Cancellation);
        await AssertProblemAsync(
            "template_reviewer_is_author",
            versions.ApproveAsync(Id, "", "wang", Cancellation)
        );
        Assert.Equal(0, (await RowAsync()).ApprovedVersion);
        await versions.ApproveAsync(Id, "", "li", Cancellation);

        await versions.SaveAsync(Id, new TemplateRequest("通知", "乙"), "wang", Cancellation);
        Assert.Equal(("甲", 1, 2), await StateAsync());
        await versions.SubmitAsync(Id, "", "wang", Cancellation);
        await versions.RejectAsync(Id, "不妥", "li", Cancellation);
        await versions.SaveAsync(Id, new TemplateRequest("通知", "丙"), "wang", Cancellation);
        Assert.Equal(("甲", 1, 2), await StateAsync());
        await versions.SubmitAsync(Id, "", "wang", Cancellation);
        await versions.ApproveAsync(Id, "好", "li", Cancellation);

        Assert.Equal(("丙", 2, 2), await StateAsync());
        await using var context = _database.CreateDbContext();
        Assert.Equal(
            "draft reviewing approved draft reviewing rejected draft reviewing approved".Split(' '),
            context.TemplateChanges.OrderBy(change => change.Id).Select(change => change.Action)
        );
    }

    [Fact]
    public async Task Edit_during_review_takes_it_back_and_makes_the_editor_its_author()
    {
        var versions = Versions(review: true);
        await versions.SaveAsync(Id, new TemplateRequest("通知", "甲"), "wang", Cancellation);
        await versions.SubmitAsync(Id, "", "wang", Cancellation);

        await versions.SaveAsync(Id, new TemplateRequest("通知", "乙"), "li", Cancellation);

        await AssertProblemAsync(
            "template_state_invalid",
            versions.ApproveAsync(Id, "", "wang", Cancellation)
        );
        await versions.SubmitAsync(Id, "", "li", Cancellation);
        await AssertProblemAsync(
            "template_reviewer_is_author",
            versions.ApproveAsync(Id, "", "li", Cancellation)
        );
        await versions.ApproveAsync(Id, "", "wang", Cancellation);
        Assert.Equal(("乙", 1, 1), await StateAsync());
    }

    [Fact]
    public async Task Save_of_a_revision_that_is_not_the_last_is_refused()
    {
        var versions = Versions(review: false);
        await versions.SaveAsync(Id, new TemplateRequest("通知", "甲"), "wang", Cancellation);

        await AssertProblemAsync(
            "revision_conflict",
            versions.SaveAsync(Id, new TemplateRequest("通知", "乙", Revision: 7), "li", Cancellation)
        );
        await versions.SaveAsync(Id, new TemplateRequest("通知", "乙", Revision: 1), "li", Cancellation);
    }

    public static TheoryData<string, TemplateVariableView[], string> Unsound =>
        new()
        {
            { "{a", [], "field_invalid" },
            { "{a}", [new("b")], "field_invalid" },
            { "{a}", [new("a"), new("a")], "field_invalid" },
            { "{a}", [new("a", "colour")], "field_invalid" },
            { "{a}", [new("a", MaximumLength: 0)], "field_invalid" },
            { "{a}", [new("a", "date", Example: "明天")], "template_variable_invalid" },
        };

    [Theory]
    [MemberData(nameof(Unsound))]
    public Task Save_of_what_is_unsound_is_refused(
        string text,
        TemplateVariableView[] definitions,
        string code
    ) =>
        AssertProblemAsync(
            code,
            Versions(review: false)
                .SaveAsync(
                    Id,
                    new TemplateRequest("通知", text, Definitions: definitions),
                    "wang",
                    Cancellation
                )
        );

    private TemplateVersions Versions(bool review) =>
        new(
            _database,
            _database.Ids,
            _database.Time,
            Options.Create(new YixunOptions { TemplateReview = review })
        );

    private async Task<TemplateEntity> RowAsync()
    {
        await using var context = _database.CreateDbContext();
        return (await context.Templates.FindAsync([Id], Cancellation))!;
    }

    private async Task<(string Text, int Approved, int Latest)> StateAsync()
    {
        var row = await RowAsync();
        return (row.Text, row.ApprovedVersion, row.LatestVersion);
    }

    private static async Task AssertProblemAsync(string code, Task change) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ProblemException>(() => change)).Problem.Code);
}
