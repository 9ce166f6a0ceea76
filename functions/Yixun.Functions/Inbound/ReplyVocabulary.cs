using Microsoft.Extensions.Options;
using Yixun.Core.Replies;
using Yixun.Core.Text;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Inbound;

/// <summary>The site's words by which marketing messages are refused and wanted again.</summary>
public sealed class ReplyVocabulary(IOptions<YixunOptions> options)
{
    private const string Resubscribe = "恢复订阅";

    private readonly ReplyWords _refusals = new([.. OptOutWords.All, .. options.Value.OptOutWords]);
    private readonly ReplyWords _returns = new([Resubscribe, .. options.Value.ResubscribeWords]);

    public bool Refuses(string reply) => _refusals.Match(reply);

    /// <summary>The reply takes an earlier refusal back.</summary>
    public bool TakesBack(string reply) => !Refuses(reply) && _returns.Match(reply);
}
