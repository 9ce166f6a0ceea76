using Yixun.Cli;

return await CommandLine.RunAsync(args);
