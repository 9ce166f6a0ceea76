using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Yixun.Data.Store;
using Yixun.Standalone;

StandaloneOptions options;
try
{
    options = StandaloneOptions.Parse(args);
    if (options.ShowHelp)
    {
        Console.WriteLine(StandaloneOptions.Help);
        return 0;
    }

    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await StandaloneProcess.RunAsync(options, stop.Token);
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
catch (StartException exception)
{
    Console.Error.WriteLine($"医讯无法启动：{exception.Message}");
    return 2;
}
catch (StoreUnavailableException exception)
{
    Console.Error.WriteLine(
        $"医讯无法启动：数据库不可用，请从备份恢复或用 --data 换目录 (database unusable: {exception.Message})"
    );
    return 3;
}
catch (Exception exception) when (StandaloneProcess.IsAddressInUse(exception))
{
    Console.Error.WriteLine(
        "医讯无法启动：端口已被占用，请用 --port 换一个端口，或用 --port 0 自动选择 (port in use)"
    );
    return 4;
}
catch (IOException exception)
{
    Console.Error.WriteLine($"医讯无法启动：{exception.Message} (input/output error)");
    return 5;
}
catch (CryptographicException)
{
    Console.Error.WriteLine(
        "医讯无法启动：密钥文件 keys.json 与数据库不匹配，请恢复同一份备份中的两者 (the key file is not this database's)"
    );
    return 6;
}
catch (Exception exception)
    when (exception is ArgumentException or InvalidOperationException or FormatException)
{
    Console.Error.WriteLine(
        $"医讯无法启动：配置有误，{exception.Message.ReplaceLineEndings(" ")} (bad configuration)"
    );
    return 7;
}
