namespace Hippique.Orchestration.Phases.Module;

/// <summary>What a phase tells of the user's own analysis.</summary>
public sealed record ModuleReport
{
    /// <summary>See <see cref="ModuleResult.ReturnCode"/>.</summary>
    public required int ReturnCode { get; init; }

    /// <summary>The end of what it printed; null if it was carried out by an earlier call.</summary>
    public required string? OutputTail { get; init; }

    /// <summary>Why the phase failed; null if it did not.</summary>
    public required string? Failure { get; init; }
}

/// <summary><c>module_h5.json</c>: the user's own analysis ended well, and left these files. Written last; a phase that has it is not carried out again.</summary>
internal sealed record ModuleRecord
{
    public int Schema { get; init; } = 1;
    public required int ReturnCode { get; init; }

    /// <summary>SHA-256 of each input file's bytes by its name, lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The same of each file that it left, by its path in the store.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
}
