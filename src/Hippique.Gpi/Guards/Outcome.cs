namespace Hippique.Gpi.Guards;

/// <summary>The outcome of a race.</summary>
public enum Outcome
{
    /// <summary>Pastille verte: there is at least one ticket.</summary>
    Play,

    /// <summary>Rouge: a guard refused, or nothing was worth it.</summary>
    Abstain,

    /// <summary>Grise: the race could not be judged; the guard says what was missing.</summary>
    Unplayable,
}
