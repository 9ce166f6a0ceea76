using System.Text.RegularExpressions;
using Yixun.Core.Messages;

namespace Yixun.Core.Replies;

/// <summary>What is done with replies that have certain words. Immutable.</summary>
public sealed class ReplyRule
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly string[] _words = [];
    private readonly Regex[] _patterns = [];

    /// <param name="comparison">How the words are looked for.</param>
    /// <param name="words">Words, or regular expressions without look-around and back-references.</param>
    /// <exception cref="FormatException">A regular expression is malformed, or needs backtracking.</exception>
    public ReplyRule(ReplyComparison comparison, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        Comparison = comparison;
        if (comparison == ReplyComparison.Regex)
        {
            _patterns = [.. words.Select(Compile)];
        }
        else
        {
            _words = [.. words.Select(ReplyText.Fold).Where(word => word.Length > 0)];
        }
    }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public ReplyComparison Comparison { get; }

    /// <summary>Only replies of this system; null: of any.</summary>
    public int? SystemId { get; init; }

    /// <summary>Only replies of this department; null: of any.</summary>
    public string? Department { get; init; }

    /// <summary>Only replies whose extension begins so; null: any.</summary>
    public string? Extension { get; init; }

    /// <summary>Only replies to this access number; null: to any.</summary>
    public string? AccessNumber { get; init; }

    /// <summary>Null: since ever.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Not any more at this time; null: for ever.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Hours in the hospital's zone; equal bounds: always.</summary>
    public TimeSpan HoursFrom { get; init; }

    /// <inheritdoc cref="HoursFrom"/>
    public TimeSpan HoursTo { get; init; }

    /// <summary>What is answered, without signature; null: nothing.</summary>
    public string? Answer { get; init; }

    public ReplyForward Forward { get; init; }

    /// <summary>The system of <see cref="ReplyForward.Named"/>.</summary>
    public int? ForwardSystemId { get; init; }

    /// <summary>The rules behind it are asked too.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The rules that act on a reply, in their order: up to the first that does not go on.</summary>
    public static IReadOnlyList<ReplyRule> Applying(IEnumerable<ReplyRule> rules, ReplyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var folded = ReplyText.Fold(facts.Text);
        var applying = new List<ReplyRule>();
        foreach (var rule in rules)
        {
            if (!rule.Concerns(facts) || !rule.Matches(facts.Text, folded))
            {
                continue;
            }

            applying.Add(rule);
            if (!rule.GoesOn)
            {
                break;
            }
        }

        return applying;
    }

    private bool Concerns(ReplyFacts facts) =>
        (SystemId is null || SystemId == facts.SystemId)
        && (Department is null || Department == facts.Department)
        && (Extension is null || facts.Extension.StartsWith(Extension, StringComparison.Ordinal))
        && (AccessNumber is null || AccessNumber == facts.AccessNumber)
        && (ValidFrom is null || facts.ReceivedAt >= ValidFrom)
        && (ValidUntil is null || facts.ReceivedAt < ValidUntil)
        && DailyHours.OpensAt(HoursFrom, HoursTo, facts.ReceivedAt) is null;

    private bool Matches(string text, string folded) =>
        Comparison switch
        {
            ReplyComparison.Exact => _words.Contains(folded, StringComparer.Ordinal),
            ReplyComparison.Prefix => Array.Exists(
                _words,
                word => folded.StartsWith(word, StringComparison.Ordinal)
            ),
            ReplyComparison.Contains => Array.Exists(
                _words,
                word => folded.Contains(word, StringComparison.Ordinal)
            ),
            _ => Array.Exists(_patterns, pattern => Matches(pattern, text)),
        };

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text.Trim());
        }
        catch (RegexMatchTimeoutException)
        {
            // Work is linear in the text, so this is a machine that stood still; a reply must not be lost for it.
            return false;
        }
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(
                pattern,
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                Patience
            );
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
