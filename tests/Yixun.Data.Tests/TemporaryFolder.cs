namespace Yixun.Data.Tests;

/// <summary>A folder of one test's own; disposing deletes it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yixun-data-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
