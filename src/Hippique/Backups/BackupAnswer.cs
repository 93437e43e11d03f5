using Hippique.Hosting;
using Hippique.Orchestration.Backups;
using Hippique.Racing;

namespace Hippique.Backups;

/// <summary>What <c>backup</c> and <c>restore</c> answer.</summary>
/// <param name="File">Absolute path of the backup.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Program">The version that made it.</param>
/// <param name="From">The place whose backup it is.</param>
/// <param name="FirstDay">The first programme day in it; null: none.</param>
/// <param name="LastDay">The last one.</param>
/// <param name="Days">How many.</param>
/// <param name="Files">Artifacts and counts of requests.</param>
/// <param name="Bytes">Of them, before they were compressed.</param>
/// <param name="Tasks">Tasks, open and ended.</param>
internal sealed record BackupAnswer(
    string File,
    DateTimeOffset MadeAt,
    string Program,
    string From,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    int Days,
    int Files,
    long Bytes,
    int Tasks
)
{
    private const decimal Megabyte = 1_000_000m;

    public static BackupAnswer Of(string file, BackupContents contents) =>
        new(
            file,
            contents.Header.MadeAt,
            contents.Header.Program,
            contents.Header.From,
            contents.Days is [var first, ..] ? first : null,
            contents.Days is [.., var last] ? last : null,
            contents.Days.Count,
            contents.Files,
            contents.Bytes,
            contents.Tasks
        );

    /// <param name="key">Of the text.</param>
    /// <param name="length">Of the file, in bytes.</param>
    public string Line(string key, long length) => Texts.Get(key, File, length / Megabyte, What, ParisTime.ToParis(MadeAt), From);

    public string Restored(string place) => Texts.Get("restore_done", place, What);

    private string What =>
        FirstDay is { } first && LastDay is { } last
            ? Texts.Get("backup_what_days", Days, first, last, Files, Tasks)
            : Texts.Get("backup_what", Files, Tasks);
}
