using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>A file of bets that is to be imported.</summary>
public sealed record BetImportOrder
{
    /// <summary>Its bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Where bets were bought whose row does not say; null: each row has to.</summary>
    public Pool? Pool { get; init; }

    /// <summary>Headings that the user has named.</summary>
    public IReadOnlyDictionary<BetField, string> Columns { get; init; } = new Dictionary<BetField, string>();

    /// <summary>A bet without a return was lost; else it is open until its result is known.</summary>
    public bool EmptyIsLost { get; init; }

    /// <summary>Files in which results stand beside those of the program's own days.</summary>
    public RecordedResults Recorded { get; init; } = RecordedResults.None;

    /// <summary>Nothing is entered; the answer says what would be.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who imports it.</summary>
    public required string By { get; init; }
}
