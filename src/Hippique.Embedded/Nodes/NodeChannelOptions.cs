namespace Hippique.Embedded.Nodes;

/// <summary>How <see cref="NodeChannel"/> deals with a database that is away. All times are real ones.</summary>
public sealed record NodeChannelOptions
{
    /// <summary>How long after a loss the connection is tried again. The default value is half a second.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long this node waits to hear its own greeting, and anything else, before it takes its connection for deaf. The default value is 10 seconds.</summary>
    public TimeSpan GreetingWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>While nothing can be heard the listener is told so often that it may have missed something. The default value is 15 seconds.</summary>
    public TimeSpan ReminderEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop waits for what is still to be sent. The default value is one second.</summary>
    public TimeSpan LastWord { get; init; } = TimeSpan.FromSeconds(1);
}
