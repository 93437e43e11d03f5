namespace Hippique.Gpi.Guards;

/// <summary>What a guard stops if it fails.</summary>
public enum GuardScope
{
    /// <summary>Every ticket of the race.</summary>
    All,

    /// <summary>The ticket of singles.</summary>
    Singles,

    /// <summary>The combined ticket.</summary>
    Combined,

    /// <summary>One horse of the ticket of singles.</summary>
    Leg,
}
