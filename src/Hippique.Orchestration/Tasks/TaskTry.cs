namespace Hippique.Orchestration.Tasks;

/// <summary>A task that did not end when it was called.</summary>
/// <param name="Next">When it is called again.</param>
/// <param name="Why">What it waits for; null: nothing but its turn.</param>
public sealed record TaskTry(DateTimeOffset Next, string? Why);
