namespace Hippique.Sources.Pages;

/// <summary>One planning of a day, as it stands in a line of <c>pages/plans.jsonl</c> of that day: what a replay needs to plan when the service did, and to ask whom it asked.</summary>
public sealed record RecordedPlan
{
    /// <summary>When the planning began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The races are invented: a replay of them is one, too.</summary>
    public bool Simulated { get; init; }

    /// <summary>Names of the sources in the order in which they were asked.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Where sources had been pointed, if not at their own sites.</summary>
    public IReadOnlyDictionary<string, Uri> BaseUrls { get; init; } = new Dictionary<string, Uri>();
}
