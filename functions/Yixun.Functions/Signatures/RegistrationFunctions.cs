using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Signatures;

/// <summary>How signatures stand with the carriers.</summary>
public sealed class RegistrationFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    StaffChanges changes,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int LongestReason = 200;
    private const int LongestReference = 64;

    [Function("AdminAddSignatureRegistration")]
    [ApiOperation(
        "为签名新增一项报备（运营商 × 接入号）",
        Tag = "签名报备",
        Body = typeof(RegistrationRequest),
        Problems = ["field_invalid", "carrier_invalid", "registration_exists", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已新增，状态为 draft", typeof(RegistrationView))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/signatures/{id}/registrations")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<RegistrationRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        // Broadnet's users are reached over China Mobile, whose registration counts for them.
        if (
            !ApiNames.TryRead<Carrier>(entry.Carrier, out var carrier)
            || carrier is not (Carrier.Mobile or Carrier.Unicom or Carrier.Telecom)
        )
        {
            throw new ProblemException(ProblemCatalogue.CarrierInvalid.At("carrier"));
        }

        if (
            entry.AccessNumber.Length is not (0 or (>= 3 and <= 20))
            || !entry.AccessNumber.All(char.IsAsciiDigit)
        )
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("accessNumber").At("accessNumber"));
        }

        CheckLength(entry.Reference, LongestReference, "reference");
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var signature = await SignatureFunctions.FindAsync(database, id, context.CancellationToken);
        if (
            await database.SignatureRegistrations.AnyAsync(
                one =>
                    one.SignatureId == signature.Id
                    && one.Carrier == carrier
                    && one.AccessNumber == entry.AccessNumber,
                context.CancellationToken
            )
        )
        {
            throw new ProblemException(ProblemCatalogue.RegistrationExists);
        }

        var row = new SignatureRegistrationEntity
        {
            Id = ids.Next(),
            SignatureId = signature.Id,
            Carrier = carrier,
            AccessNumber = entry.AccessNumber,
            Reference = entry.Reference?.Trim() ?? "",
            Revision = 1,
        };
        database.SignatureRegistrations.Add(row);
        AddChange(database, row, null, "新增", StaffSession.Of(context).Account);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature-registration.add", ApiId.Of(row.Id));
        return ApiResult.Json(SignatureViews.Of(row, time.GetUtcNow()), StatusCodes.Status201Created);
    }

    [Function("AdminSetSignatureRegistrationState")]
    [ApiOperation(
        "变更一项报备的状态",
        Description = "draft → submitted → registered 或 rejected；可 withdrawn；被拒、到期、撤回的可重新提交；registered 可再次 registered 以续期。"
            + "须带读到的 revision。立即影响路由。",
        Tag = "签名报备",
        Body = typeof(RegistrationStateRequest),
        Problems = [
            "field_invalid",
            "registration_state_invalid",
            "registration_reason_missing",
            "revision_conflict",
            "not_found",
        ]
    )]
    [ApiResponse(StatusCodes.Status200OK, "变更后的报备", typeof(RegistrationView))]
    public async Task<IResult> SetState(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "post",
            Route = "api/admin/signatures/{id}/registrations/{registrationId}/state"
        )]
            HttpRequest request,
        string id,
        string registrationId,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<RegistrationStateRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var state = ApiNames.Read<RegistrationState>(
            entry.State,
            ProblemCatalogue.FieldInvalid.With("state"),
            "state"
        );
        CheckLength(entry.Reason, LongestReason, "reason");
        CheckLength(entry.Reference, LongestReference, "reference");
        if (RegistrationStates.NeedsReason(state) && string.IsNullOrWhiteSpace(entry.Reason))
        {
            throw new ProblemException(ProblemCatalogue.RegistrationReasonMissing.At("reason"));
        }

        var now = time.GetUtcNow();
        var at = entry.At ?? now;
        if (at > now)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("at").At("at"));
        }

        if (entry.ExpiresAt is { } end && (state != RegistrationState.Registered || end <= now))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("expiresAt").At("expiresAt"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, registrationId, context.CancellationToken);
        RevisionedSave.CheckRevision(entry.Revision, row.Revision);
        if (!RegistrationStates.MayFollow(row.State, state))
        {
            throw new ProblemException(
                ProblemCatalogue.RegistrationStateInvalid.With(
                    $"{ApiNames.Of(row.State)} → {ApiNames.Of(state)}"
                )
            );
        }

        var from = row.State;
        row.State = state;
        row.Reference = entry.Reference?.Trim() ?? row.Reference;
        row.RejectReason = state == RegistrationState.Rejected ? entry.Reason!.Trim() : "";
        row.SubmittedAt = state == RegistrationState.Submitted ? at : row.SubmittedAt;
        if (state == RegistrationState.Registered)
        {
            row.RegisteredAt = at;
            row.ExpiresAt = entry.ExpiresAt;
        }

        row.Revision++;
        AddChange(database, row, from, entry.Reason?.Trim() ?? "", StaffSession.Of(context).Account);
        await database.SaveAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, $"signature-registration.{ApiNames.Of(state)}", registrationId);
        return ApiResult.Ok(SignatureViews.Of(row, now));
    }

    [Function("AdminListSignatureRegistrationChanges")]
    [ApiOperation("一项报备的经过", Tag = "签名报备", Problems = ["not_found"])]
    [ApiResponse(
        StatusCodes.Status200OK,
        "状态变更，最早的在前，最多 1000 条",
        typeof(IReadOnlyList<RegistrationChangeView>)
    )]
    public async Task<IResult> Changes(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            Route = "api/admin/signatures/{id}/registrations/{registrationId}/changes"
        )]
            HttpRequest request,
        string id,
        string registrationId,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, registrationId, context.CancellationToken);
        var steps = await database
            .SignatureRegistrationChanges.AsNoTracking()
            .Where(change => change.RegistrationId == row.Id)
            .OrderBy(change => change.Id)
            .Take(1000)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(steps.ConvertAll(SignatureViews.Of));
    }

    [Function("AdminDeleteSignatureRegistration")]
    [ApiOperation(
        "删除一项从未提交的报备",
        Tag = "签名报备",
        Problems = ["registration_state_invalid", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> Delete(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "delete",
            Route = "api/admin/signatures/{id}/registrations/{registrationId}"
        )]
            HttpRequest request,
        string id,
        string registrationId,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, registrationId, context.CancellationToken);
        if (row.State != RegistrationState.Draft || row.SubmittedAt is not null)
        {
            throw new ProblemException(ProblemCatalogue.RegistrationStateInvalid);
        }

        database.SignatureRegistrations.Remove(row);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature-registration.delete", registrationId);
        return Results.NoContent();
    }

    private static async Task<SignatureRegistrationEntity> FindAsync(
        YixunDbContext database,
        string id,
        string registrationId,
        CancellationToken cancellationToken
    )
    {
        var signature = ApiId.Parse(id);
        var row = await database.SignatureRegistrations.FindAsync(
            [ApiId.Parse(registrationId)],
            cancellationToken
        );
        return row?.SignatureId == signature ? row : throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private void AddChange(
        YixunDbContext database,
        SignatureRegistrationEntity row,
        RegistrationState? from,
        string reason,
        string by
    ) =>
        database.SignatureRegistrationChanges.Add(
            new SignatureRegistrationChangeEntity
            {
                Id = ids.Next(),
                RegistrationId = row.Id,
                At = time.GetUtcNow(),
                By = by,
                FromState = from,
                ToState = row.State,
                Reason = reason,
            }
        );

    private static void CheckLength(string? text, int longest, string field)
    {
        if (text?.Length > longest)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With(field).At(field));
        }
    }
}
