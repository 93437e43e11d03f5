using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Trials;

/// <summary>A trial with all its files as they were found.</summary>
internal sealed record TrialRecord
{
    public required string Id { get; init; }

    /// <summary>In the register.</summary>
    public required IReadOnlyList<LedgerFact.Trial> Steps { get; init; }

    /// <summary>The register was changed by something else than this program.</summary>
    public required bool RegisterChanged { get; init; }
    public required (ReadOnlyMemory<byte> Content, string Sha256)? Question { get; init; }
    public required (ReadOnlyMemory<byte> Content, string Sha256)? Rules { get; init; }
    public required (ReadOnlyMemory<byte> Content, string Sha256)? Model { get; init; }
    public required (ReadOnlyMemory<byte> Content, string Sha256)? VerdictFile { get; init; }
    public required (ReadOnlyMemory<byte> Content, string Sha256)? AbandonmentFile { get; init; }

    /// <summary>Null if its file is missing or does not read.</summary>
    public Trial? Trial { get; private init; }
    public TrialVerdict? Verdict { get; private init; }
    public TrialAbandonment? Abandonment { get; private init; }

    /// <summary>A file of it is there and does not read.</summary>
    public bool IsUnreadable =>
        (Question is not null && Trial is null)
        || (VerdictFile is not null && Verdict is null)
        || (AbandonmentFile is not null && Abandonment is null);

    /// <summary>What of its frozen files is not as it was frozen.</summary>
    public IReadOnlyList<TrialReason> Faults()
    {
        var faults = new List<TrialReason>();
        if (RegisterChanged)
            faults.Add(TrialReason.BookChanged);
        if (Question is not { } question || Trial is null || HashOf(TrialStep.Started) != question.Sha256)
            faults.Add(TrialReason.QuestionChanged);
        if (Trial is not null && Rules?.Sha256 != Trial.RulesSha256)
            faults.Add(TrialReason.RulesChanged);
        if (Trial is not null && Model?.Sha256 != Trial.ModelSha256)
            faults.Add(TrialReason.ModelChanged);
        // One without its step was killed in between; the next reading enters it.
        if (HashOf(TrialStep.Read) is { } read && read != VerdictFile?.Sha256)
            faults.Add(TrialReason.VerdictChanged);
        return faults;
    }

    public TrialRecord Parsed() =>
        this with
        {
            Trial = Parse<Trial>(TrialFiles.Question(Id), Question),
            Verdict = Parse<TrialVerdict>(TrialFiles.Verdict(Id), VerdictFile),
            Abandonment = Parse<TrialAbandonment>(TrialFiles.Abandonment(Id), AbandonmentFile),
        };

    private string? HashOf(TrialStep step) => Steps.FirstOrDefault(one => one.Step == step)?.Sha256;

    private static T? Parse<T>(string path, (ReadOnlyMemory<byte> Content, string Sha256)? file)
        where T : class
    {
        if (file is not { } there)
            return null;
        // The boundary to files that a person may have changed: such a trial is void, and the register shows it.
        try
        {
            return ArtifactJson.Read<T>(path, there.Content);
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}

/// <summary><c>abandoned.json</c>: a trial was given up before it was read. Written once.</summary>
public sealed record TrialAbandonment
{
    public int Schema { get; init; } = 1;
    public required string Trial { get; init; }
    public required DateOnly On { get; init; }
    public required string Why { get; init; }
}
