using System.Diagnostics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>What is done to the services of a rehearsed day.</summary>
public sealed record ChaosOptions
{
    /// <summary>The day's tasks, from wherever its services keep them.</summary>
    public required Func<RehearsedFolder, CancellationToken, Task<IReadOnlyList<TaskRecord>>> Tasks { get; init; }

    /// <summary>How a service is started in the working folder: the program, <c>serve</c>, and nothing of the caller's configuration.</summary>
    public required Func<string, IReadOnlyList<string>, ProcessStartInfo> Program { get; init; }

    /// <summary>A new folder, in which the rehearsal lies.</summary>
    public required string Folder { get; init; }

    /// <summary>The recording, and what else is said behind <c>serve --rehearse</c>.</summary>
    public required IReadOnlyList<string> Day { get; init; }

    /// <summary>Of the choices.</summary>
    public required Random Random { get; init; }

    /// <summary>How many, unless the day is over before.</summary>
    public required int Incidents { get; init; }

    /// <summary>Whether the rest of the day is waited for after the last one.</summary>
    public bool ToEnd { get; init; }

    /// <summary>Whether the services are left alone until a look that falls due meanwhile was made: after the last one, or an hour before the last off if that comes first.</summary>
    public bool UntilLook { get; init; }

    /// <summary>Whether incidents go on after the last race, so that a test has its number on a slow machine too.</summary>
    public bool AfterLastRace { get; init; }

    /// <summary>Several share <see cref="Database"/>. The default value is 1: one service on its own queue.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Address of the database on loopback, and its port; needed for several nodes.</summary>
    public (string Address, int Port)? Database { get; init; }

    /// <summary>Restarts the database; null: it is left alone.</summary>
    public Func<TimeSpan, Task>? RestartDatabase { get; init; }

    /// <summary>Of a life after the service answers. Two lives in five end before.</summary>
    public TimeSpan LongestLife { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two incidents of several nodes.</summary>
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Of a stop, a cut or a restart of the database: several leases.</summary>
    public TimeSpan LongestAbsence { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>After the service answers again the states are right. The default value is 5 seconds; a test on a busy machine gives more.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The user's limit of the day, which no two decisions exceed together.</summary>
    public Euro DailyLimit { get; init; } = new(15);

    /// <summary>What else is set for the services.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Told each incident; null: nobody.</summary>
    public Action<string>? Say { get; init; }
}
