namespace Hippique.Embedded.Planning;

/// <summary>What the plan's hours ask for.</summary>
public interface IDailyPlan
{
    /// <summary>Whether this programme day has been planned before.</summary>
    Task<bool> ExistsAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>Plans the day and enqueues its phases; where <paramref name="offBefore"/> is given, only of the races off before it. Doing it twice creates nothing twice.</summary>
    Task RunAsync(DateOnly date, DateTimeOffset? offBefore, CancellationToken cancellationToken);
}
