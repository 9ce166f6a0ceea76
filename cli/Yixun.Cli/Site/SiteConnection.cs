using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Yixun.Core.Security;
using Yixun.Data.Hosting;
using Yixun.Data.Model;

namespace Yixun.Cli.Site;

/// <summary>A site's database, and its keys where a command needs them.</summary>
internal sealed class SiteConnection(IYixunDatabase database, string? keyFile, IConfiguration configuration)
    : IAsyncDisposable
{
    public IYixunDatabase Database { get; } = database;

    public IConfiguration Configuration { get; } = configuration;

    public YixunDbContext CreateContext() => Database.CreateContext();

    /// <summary>Encrypts and decrypts as the platform does.</summary>
    /// <exception cref="InputException">No key file, or a damaged one.</exception>
    public FieldCipher OpenCipher()
    {
        if (keyFile is null || !File.Exists(keyFile))
        {
            throw new InputException(
                $"找不到密钥文件 {keyFile}（Yixun:Keys:File）",
                $"Key file {keyFile} not found (Yixun:Keys:File)."
            );
        }

        try
        {
            return new FieldCipher(DataKeyRing.Parse(File.ReadAllText(keyFile)));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw new InputException($"密钥文件 {keyFile} 已损坏", $"Key file {keyFile} is damaged.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        switch (Database)
        {
            case IAsyncDisposable closing:
                await closing.DisposeAsync();
                break;
            case IDisposable closing:
                closing.Dispose();
                break;
        }
    }
}
