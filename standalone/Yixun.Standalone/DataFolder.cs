using System.Security.Cryptography;
using System.Text.Json;
using Yixun.Core.Security;
using Yixun.Functions.Reference;

namespace Yixun.Standalone;

/// <summary>The folder with everything that outlives the process. One process at a time uses it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const long MinimumFreeBytes = 100L << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "yixun.db");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    private string KeyFile => System.IO.Path.Combine(Path, "keys.json");

    private string FirstLoginFile => System.IO.Path.Combine(Path, "first-login.json");

    /// <exception cref="StartException">Not writable, used by another process, or no space.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            var free = new DriveInfo(path).AvailableFreeSpace;
            if (free < MinimumFreeBytes)
            {
                throw new StartException(
                    $"磁盘空间不足：{path} 只剩 {free >> 20} MB，至少需要 {MinimumFreeBytes >> 20} MB，请清理磁盘或用 --data 换目录 (disk full)"
                );
            }

            var lockFile = new FileStream(
                System.IO.Path.Combine(path, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return new DataFolder(path, lockFile);
        }
        catch (IOException exception) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new StartException(
                $"数据目录 {path} 正被另一个医讯进程使用：请先停止它，或用 --data 换目录 (data folder in use)",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"数据目录 {path} 不可写：{exception.Message}；请检查权限或用 --data 换目录 (data folder not writable)",
                exception
            );
        }
    }

    /// <summary>The key ring of this folder; made at the first start, mode 0600.</summary>
    /// <exception cref="StartException">The file is damaged, or missing beside an existing database.</exception>
    public DataKeyRing LoadKeys()
    {
        if (!File.Exists(KeyFile))
        {
            if (File.Exists(Database))
            {
                throw new StartException(
                    $"缺少密钥文件 {KeyFile}，没有它数据库中的号码与内容无法解密：请从备份恢复 (key file missing)"
                );
            }

            WriteSecret(KeyFile, DataKeyRing.Generate().Export());
        }

        try
        {
            return DataKeyRing.Parse(File.ReadAllText(KeyFile));
        }
        catch (FormatException exception)
        {
            throw new StartException(
                $"密钥文件 {KeyFile} 已损坏：请从备份恢复 (key file damaged)",
                exception
            );
        }
    }

    /// <summary>The first login and the demonstration system; made at the first start, mode 0600.</summary>
    /// <exception cref="StartException">The file is damaged.</exception>
    public FirstLogin LoadFirstLogin()
    {
        if (!File.Exists(FirstLoginFile))
        {
            WriteSecret(
                FirstLoginFile,
                JsonSerializer.Serialize(
                    new FirstLogin(
                        "admin",
                        RandomNumberGenerator.GetString(
                            "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789",
                            16
                        ),
                        "demo",
                        SystemSeed.NewSecret()
                    )
                )
            );
        }

        try
        {
            return JsonSerializer.Deserialize<FirstLogin>(File.ReadAllText(FirstLoginFile))
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new StartException($"文件 {FirstLoginFile} 已损坏：请从备份恢复 (file damaged)", exception);
        }
    }

    /// <summary>Leaves for the command line where this process answers.</summary>
    public void WriteUrl(string url) => File.WriteAllText(System.IO.Path.Combine(Path, "url"), url + "\n");

    public void Dispose() => _lock.Dispose();

    private static void WriteSecret(string path, string content)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        using (
            var file = new FileStream(
                temporary,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = OwnerOnly,
                }
            )
        )
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}

/// <param name="Account">Administrator's account.</param>
/// <param name="Password">Its first password.</param>
/// <param name="Key">Key of the demonstration system.</param>
/// <param name="Secret">Its secret.</param>
internal sealed record FirstLogin(string Account, string Password, string Key, string Secret);
