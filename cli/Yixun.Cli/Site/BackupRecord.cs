using System.Text.Json;

namespace Yixun.Cli.Site;

/// <summary>
/// What the last backup left behind: a small JSON file named by <c>Yixun:Backup:StatusFile</c>, or backup-status.json in the
/// data folder of <c>./run</c>. A script may write it: {"finishedAt":"2026-01-31T02:30:00Z","succeeded":true,"bytes":123}.
/// </summary>
internal sealed record BackupRecord(DateTimeOffset FinishedAt, bool Succeeded, long? Bytes)
{
    /// <summary>A nightly backup that took long is not late yet.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(26);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    /// <returns>Null: nothing says where it would be.</returns>
    public static string? FileOf(SiteLocation site) =>
        site.Configuration["Yixun:Backup:StatusFile"] is { Length: > 0 } file ? Path.GetFullPath(file)
        : site.Data is { } data ? Path.Combine(data, "backup-status.json")
        : null;

    /// <returns>Null: there is none, or none that can be read.</returns>
    public static BackupRecord? Read(string? file)
    {
        try
        {
            return file is not null && File.Exists(file)
                ? JsonSerializer.Deserialize<BackupRecord>(File.ReadAllText(file), Json)
                : null;
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(string file)
    {
        var temporary = file + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Json));
        File.Move(temporary, file, overwrite: true);
    }
}
