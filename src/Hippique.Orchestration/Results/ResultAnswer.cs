using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Results;

/// <summary>The state of a race's result, as its sources and the plan tell it when they are asked.</summary>
public abstract record ResultAnswer
{
    private ResultAnswer() { }

    /// <summary>The result that the state rests on, else the first one that a source published, provisional or not; null if no source published any.</summary>
    public RaceResult? Published { get; init; }

    /// <summary>Everything that the sources published, in the order of asking.</summary>
    public IReadOnlyList<RaceResult> Results { get; init; } = [];

    /// <summary>What each source said that gave no official arrival, in the order of asking.</summary>
    public IReadOnlyList<SourceError> Refusals { get; init; } = [];

    /// <summary>The arrival is not there or not official yet; asking later can help.</summary>
    public sealed record NotYet : ResultAnswer;

    /// <summary>The race was run; <paramref name="Result"/> has an official arrival.</summary>
    public sealed record Run(RaceResult Result) : ResultAnswer;

    /// <summary>The plan or a source says that the race was called off, and no source has an official arrival that says otherwise.</summary>
    public sealed record CalledOff : ResultAnswer;

    /// <summary>The result is official, and no horse has a place in it.</summary>
    public sealed record NobodyClassified(RaceResult Result) : ResultAnswer;

    /// <summary>No source answered the question; <see cref="Refusals"/> says why.</summary>
    public sealed record Refused : ResultAnswer;
}
