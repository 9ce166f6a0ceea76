using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Functions.Http;

namespace Yixun.Functions.Signatures;

/// <summary>Rows of the registry as the API shows them.</summary>
internal static class SignatureViews
{
    public static SignatureView Of(
        SignatureEntity row,
        IEnumerable<SignatureRegistrationEntity> registrations,
        DateTimeOffset now
    ) =>
        new(
            ApiId.Of(row.Id),
            row.Text,
            row.Purpose,
            row.Systems.Split(',', StringSplitOptions.RemoveEmptyEntries),
            row.LicenseKind,
            row.Remark,
            row.CreatedBy,
            row.CreatedAt,
            row.UpdatedAt,
            row.Revision,
            [
                .. registrations
                    .OrderBy(one => one.Carrier)
                    .ThenBy(one => one.AccessNumber, StringComparer.Ordinal)
                    .Select(one => Of(one, now)),
            ]
        );

    public static RegistrationView Of(SignatureRegistrationEntity row, DateTimeOffset now) =>
        new(
            ApiId.Of(row.Id),
            ApiNames.Of(row.Carrier),
            row.AccessNumber,
            // The timer that writes it down runs once a minute; routing knows at once.
            ApiNames.Of(
                RegistrationStates.HasExpired(row.State, row.ExpiresAt, now)
                    ? RegistrationState.Expired
                    : row.State
            ),
            row.SubmittedAt,
            row.RegisteredAt,
            row.ExpiresAt,
            RegistrationStates.ExpiresSoon(row.State, row.ExpiresAt, now),
            row.Reference,
            row.RejectReason,
            row.Revision
        );

    public static RegistrationChangeView Of(SignatureRegistrationChangeEntity row) =>
        new(
            row.At,
            row.By,
            row.FromState is { } from ? ApiNames.Of(from) : null,
            ApiNames.Of(row.ToState),
            row.Reason
        );
}
