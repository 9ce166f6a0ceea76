using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Ids;
using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;

namespace Yixun.Functions.Templates;

/// <summary>
/// Changes of templates. An approved version never changes: an edit makes the next one, which goes through review where the
/// site wants it, while messages go on with the approved one.
/// </summary>
public sealed class TemplateVersions(
    IDbContextFactory<YixunDbContext> contexts,
    MessageIdGenerator ids,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    /// <summary>Saves name, switch and text; the text as a new or changed version unless it is as before.</summary>
    /// <exception cref="ProblemException">field_invalid, template_variable_invalid or revision_conflict.</exception>
    public async Task SaveAsync(
        string id,
        TemplateRequest entry,
        string account,
        CancellationToken cancellationToken
    )
    {
        var content = TemplateContent.Read(entry);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Templates.FindAsync([id], cancellationToken);
        if (entry.Revision is { } seen)
        {
            RevisionedSave.CheckRevision(seen, row?.Revision ?? 0);
        }

        if (row is null)
        {
            row = new TemplateEntity
            {
                Id = id,
                Name = content.Name,
                Text = content.Text,
                Enabled = entry.Enabled,
            };
            database.Templates.Add(row);
        }

        var latest = row.LatestVersion == 0 ? null : await LatestAsync(database, row, cancellationToken);
        if (latest is null || !IsSame(latest, content))
        {
            Write(database, row, latest, content, account);
        }

        if (row.Enabled != entry.Enabled)
        {
            row.Enabled = entry.Enabled;
            AddChange(database, row, row.LatestVersion, entry.Enabled ? "enabled" : "disabled", "", account);
        }

        row.Name = content.Name;
        await TouchAndSaveAsync(database, row, cancellationToken);
    }

    /// <summary>Hands the latest version in for review.</summary>
    /// <exception cref="ProblemException">not_found or template_state_invalid.</exception>
    public Task SubmitAsync(string id, string note, string account, CancellationToken cancellationToken) =>
        MoveAsync(id, TemplateState.Reviewing, note, account, cancellationToken);

    /// <summary>Approves the version in review: messages use it from now on.</summary>
    /// <exception cref="ProblemException">not_found, template_state_invalid or template_reviewer_is_author.</exception>
    public Task ApproveAsync(string id, string note, string account, CancellationToken cancellationToken) =>
        MoveAsync(id, TemplateState.Approved, note, account, cancellationToken);

    /// <summary>Sends the version in review back.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public Task RejectAsync(string id, string note, string account, CancellationToken cancellationToken) =>
        MoveAsync(id, TemplateState.Rejected, note, account, cancellationToken);

    /// <summary>Switches a template on or off, whatever its versions.</summary>
    /// <exception cref="ProblemException">not_found.</exception>
    public async Task SetEnabledAsync(
        string id,
        bool enabled,
        string note,
        string account,
        CancellationToken cancellationToken
    )
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(database, id, cancellationToken);
        if (row.Enabled == enabled)
        {
            return;
        }

        row.Enabled = enabled;
        AddChange(database, row, row.LatestVersion, enabled ? "enabled" : "disabled", note, account);
        await TouchAndSaveAsync(database, row, cancellationToken);
    }

    internal static async Task<TemplateEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    ) =>
        await database.Templates.FindAsync([id], cancellationToken)
        ?? throw new ProblemException(ProblemCatalogue.NotFound);

    private async Task MoveAsync(
        string id,
        TemplateState state,
        string note,
        string account,
        CancellationToken cancellationToken
    )
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(database, id, cancellationToken);
        var latest =
            await LatestAsync(database, row, cancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.TemplateStateInvalid);
        if (!TemplateStates.MayFollow(latest.State, state))
        {
            throw new ProblemException(ProblemCatalogue.TemplateStateInvalid.With(ApiNames.Of(latest.State)));
        }

        if (
            state is TemplateState.Approved or TemplateState.Rejected
            && options.Value.TemplateReview
            && latest.Author == account
        )
        {
            throw new ProblemException(ProblemCatalogue.TemplateReviewerIsAuthor);
        }

        latest.State = state;
        latest.UpdatedAt = time.GetUtcNow();
        AddChange(database, row, latest.Version, ApiNames.Of(state), note, account);
        if (state == TemplateState.Approved)
        {
            Use(row, latest);
        }

        await TouchAndSaveAsync(database, row, cancellationToken);
    }

    private void Write(
        YixunDbContext database,
        TemplateEntity row,
        TemplateVersionEntity? latest,
        TemplateContent content,
        string account
    )
    {
        var state = options.Value.TemplateReview ? TemplateState.Draft : TemplateState.Approved;
        if (latest is null || latest.State == TemplateState.Approved)
        {
            latest = new TemplateVersionEntity
            {
                TemplateId = row.Id,
                Version = row.LatestVersion + 1,
                Text = content.Text,
                Variables = content.Variables,
                Author = account,
            };
            row.LatestVersion = latest.Version;
            database.TemplateVersions.Add(latest);
        }

        latest.Kind = content.Kind;
        latest.Text = content.Text;
        latest.Variables = content.Variables;
        latest.State = state;
        latest.Author = account;
        latest.UpdatedAt = time.GetUtcNow();
        AddChange(
            database,
            row,
            latest.Version,
            ApiNames.Of(state),
            state == TemplateState.Approved ? "免审" : "",
            account
        );
        if (state == TemplateState.Approved)
        {
            Use(row, latest);
        }
        else if (row.ApprovedVersion == 0)
        {
            Show(row, latest);
        }
    }

    private static void Use(TemplateEntity row, TemplateVersionEntity version)
    {
        row.ApprovedVersion = version.Version;
        Show(row, version);
    }

    private static void Show(TemplateEntity row, TemplateVersionEntity version)
    {
        row.Kind = version.Kind;
        row.Text = version.Text;
        row.Variables = version.Variables;
    }

    private static bool IsSame(TemplateVersionEntity version, TemplateContent content) =>
        version.Kind == content.Kind
        && version.Text == content.Text
        && TemplateVariables
            .Complete(version.Text, version.Variables)
            .SequenceEqual(TemplateVariables.Read(content.Variables));

    private static async Task<TemplateVersionEntity?> LatestAsync(
        YixunDbContext database,
        TemplateEntity row,
        CancellationToken cancellationToken
    ) => await database.TemplateVersions.FindAsync([row.Id, row.LatestVersion], cancellationToken);

    private void AddChange(
        YixunDbContext database,
        TemplateEntity row,
        int version,
        string action,
        string note,
        string account
    ) =>
        database.TemplateChanges.Add(
            new TemplateChangeEntity
            {
                Id = ids.Next(),
                TemplateId = row.Id,
                Version = version,
                At = time.GetUtcNow(),
                By = account,
                Action = action,
                Note = note,
            }
        );

    private async Task TouchAndSaveAsync(
        YixunDbContext database,
        TemplateEntity row,
        CancellationToken cancellationToken
    )
    {
        row.UpdatedAt = time.GetUtcNow();
        row.Revision++;
        await database.SaveAsync(cancellationToken);
    }
}
