using Yixun.Cli;
using Yixun.Core;

Cultures.UseInvariant();
return await CommandLine.RunAsync(args);
