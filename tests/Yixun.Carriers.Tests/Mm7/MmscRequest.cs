using System.Collections.Specialized;

namespace Yixun.Carriers.Tests.Mm7;

internal sealed record MmscRequest(string Method, string Target, NameValueCollection Headers, byte[] Body);
