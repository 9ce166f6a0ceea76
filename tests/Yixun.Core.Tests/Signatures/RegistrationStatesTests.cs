using Xunit;
using Yixun.Core.Signatures;

namespace Yixun.Core.Tests.Signatures;

public sealed class RegistrationStatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));

    private static readonly Dictionary<RegistrationState, RegistrationState[]> Following = new()
    {
        [RegistrationState.Draft] = [RegistrationState.Submitted, RegistrationState.Withdrawn],
        [RegistrationState.Submitted] =
        [
            RegistrationState.Registered,
            RegistrationState.Rejected,
            RegistrationState.Withdrawn,
        ],
        [RegistrationState.Registered] =
        [
            RegistrationState.Registered,
            RegistrationState.Rejected,
            RegistrationState.Expired,
            RegistrationState.Withdrawn,
        ],
        [RegistrationState.Rejected] = [RegistrationState.Draft, RegistrationState.Submitted],
        [RegistrationState.Expired] = [RegistrationState.Draft, RegistrationState.Submitted],
        [RegistrationState.Withdrawn] = [RegistrationState.Draft, RegistrationState.Submitted],
    };

    [Fact]
    public void MayFollow_every_pair_is_as_the_table_says()
    {
        foreach (var from in Enum.GetValues<RegistrationState>())
        {
            Assert.Equal(
                Following[from].Order(),
                Enum.GetValues<RegistrationState>().Where(to => RegistrationStates.MayFollow(from, to))
            );
        }
    }

    [Theory]
    [InlineData(RegistrationState.Registered, -1, true, false)]
    [InlineData(RegistrationState.Registered, 0, true, false)]
    [InlineData(RegistrationState.Registered, 1, false, true)]
    [InlineData(RegistrationState.Registered, 30, false, true)]
    [InlineData(RegistrationState.Registered, 31, false, false)]
    [InlineData(RegistrationState.Registered, null, false, false)]
    [InlineData(RegistrationState.Submitted, -1, false, false)]
    [InlineData(RegistrationState.Withdrawn, 1, false, false)]
    public void Expiry_of_a_registered_one_comes_with_its_day_and_a_warning_before(
        RegistrationState state,
        int? days,
        bool expired,
        bool soon
    )
    {
        DateTimeOffset? end = days is { } known ? Now.AddDays(known) : null;

        Assert.Equal(expired, RegistrationStates.HasExpired(state, end, Now));
        Assert.Equal(soon, RegistrationStates.ExpiresSoon(state, end, Now));
    }

    [Theory]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("89504E470D0A1A", null)]
    [InlineData("504B0304", null)]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("", null)]
    public void ContentTypeOf_first_octets_tell_and_nothing_else(string hex, string? type) =>
        Assert.Equal(type, DocumentFormat.ContentTypeOf(Convert.FromHexString(hex)));
}
