namespace Hippique.Orchestration.Backups;

/// <summary>What a backup is: its first entry.</summary>
public sealed record BackupHeader
{
    /// <summary>The newest form that this version reads.</summary>
    public const int Newest = 1;

    public int Schema { get; init; } = Newest;

    /// <summary>The version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The place whose backup it is, in words.</summary>
    public required string From { get; init; }
}

/// <summary>A line of the list at a backup's end.</summary>
/// <param name="Path">Its name in the backup.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex digits. Where the backup has the entry several times, because it changed meanwhile, this is the one that counts.</param>
internal sealed record BackupEntry(string Path, long Bytes, string Sha256);
