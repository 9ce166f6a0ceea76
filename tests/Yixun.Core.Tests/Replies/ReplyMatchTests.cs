using CsCheck;
using Xunit;
using Yixun.Core.Replies;

namespace Yixun.Core.Tests.Replies;

public sealed class ReplyMatchTests
{
    private const int His = 1;
    private const int Lis = 2;

    private static readonly ExtensionTable Table = new([
        new("10", His, null),
        new("11", His, "心内科"),
        new("20", Lis, null),
        new("30", null, "体检科"),
    ]);

    [Fact]
    public void Find_the_very_number_is_exact_even_when_others_are_newer()
    {
        var match = Find("1055", Sent(9, Lis, "20"), Sent(8, His, "10"), Sent(7, His, "1055"));

        Assert.Equal(new ReplyMatch(ReplyMatchKind.Exact, 7, His, null), match);
    }

    [Fact]
    public void Find_number_used_twice_is_the_newest() =>
        Assert.Equal(8, Find("1055", Sent(8, His, "1055"), Sent(7, His, "1055")).MessageId);

    [Fact]
    public void Find_digits_lost_on_the_way_is_the_owners_message_that_shares_most() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Extension, 7, His, null),
            Find("105", Sent(9, His, "10"), Sent(8, His, "1066"), Sent(7, His, "1055"))
        );

    [Fact]
    public void Find_digits_added_on_the_way_is_the_message_without_them() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Extension, 7, His, null),
            Find("105501", Sent(9, His, "10"), Sent(7, His, "1055"))
        );

    [Fact]
    public void Find_owners_digits_without_a_message_is_the_owners_and_answers_no_other() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Extension, null, His, null),
            Find("10", Sent(9, Lis, "20"), Sent(8, Lis, ""))
        );

    [Fact]
    public void Find_digits_of_a_department_names_it() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Exact, 8, His, "心内科"),
            Find("11", Sent(9, His, "10"), Sent(8, His, "11", "心内科"))
        );

    [Fact]
    public void Find_digits_of_a_department_of_no_system_take_the_system_of_the_message() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Exact, 8, Lis, "体检科"),
            Find("30", Sent(9, His, "10"), Sent(8, Lis, "30", "体检科"))
        );

    [Fact]
    public void Find_nobodys_digits_that_a_message_carried_is_exact() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Exact, 8, Lis, null),
            Find("77", Sent(9, His, ""), Sent(8, Lis, "77"))
        );

    [Fact]
    public void Find_without_digits_prefers_what_was_sent_without() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Exact, 8, Lis, null),
            Find("", Sent(9, His, "10"), Sent(8, Lis, ""))
        );

    [Fact]
    public void Find_all_digits_lost_is_the_newest_and_said_to_be_by_the_phone() =>
        Assert.Equal(
            new ReplyMatch(ReplyMatchKind.Phone, 9, His, null),
            Find("", Sent(9, His, "10"), Sent(8, Lis, "20"))
        );

    [Fact]
    public void Find_nothing_sent_is_none() =>
        Assert.Equal(new ReplyMatch(ReplyMatchKind.None, null, null, null), Find("99"));

    [Fact]
    public void Find_digits_of_one_system_never_lead_to_another() =>
        Gen.Select(
                Gen.String[Gen.Char["0123"], 0, 5],
                Gen.Select(Gen.Int[1, 3], Gen.String[Gen.Char["0123"], 0, 5])
                    .Select(pair => (System: pair.Item1, Extension: pair.Item2))
                    .List[0, 8]
            )
            .Sample(
                (extension, sent) =>
                {
                    var match = Find(
                        extension,
                        [
                            .. sent.Select(
                                (message, index) => Sent(100 - index, message.System, message.Extension)
                            ),
                        ]
                    );
                    if (Table.Find(extension)?.SystemId is { } owner)
                    {
                        Assert.Equal(owner, match.SystemId);
                        Assert.True(match.MessageId is not { } id || sent[(int)(100 - id)].System == owner);
                    }
                }
            );

    private static ReplyMatch Find(string extension, params ReplyCandidate[] newestFirst) =>
        ReplyMatch.Find(extension, Table, newestFirst);

    private static ReplyCandidate Sent(long id, int system, string extension, string? department = null) =>
        new(id, system, department, extension);
}
