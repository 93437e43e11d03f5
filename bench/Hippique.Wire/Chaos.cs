using System.Globalization;
using Hippique.EndToEnd.Rehearsal;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Postgres;

namespace Hippique.Wire;

/// <summary>Rehearses days while their services are killed, stopped and cut off at random; 1 where anything was lost, doubled or wrong.</summary>
internal static class Chaos
{
    /// <param name="arguments">Behind the verb.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var order = ChaosOrder.Parse(arguments);
        await using var server = order.Nodes > 1 ? await PostgresServer.StartAsync() : null;
        if (order.Nodes > 1 && server is null)
            throw new InvalidOperationException(SharedPostgres.Absent);
        using var days = new ChaosDays(order.Day, order.IsSimulated);
        var (left, faults) = (order.Kills, 0);
        for (var number = 0; left > 0; number++)
        {
            var seed = order.Seed + number;
            var day = await days.NextAsync(seed, cancellationToken);
            var report = await DayAsync(order, day, seed, left, server, cancellationToken);
            left -= report.Incidents.Values.Sum();
            faults += report.Faults.Count;
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {order.Nodes} node(s), x{order.Speed}, {day.Name}")
            );
            foreach (var line in report.Lines())
                Console.WriteLine(line);
        }
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{order.Kills - left} incidents, {faults} faults, seed {order.Seed}")
        );
        return faults == 0 ? 0 : 1;
    }

    private static async Task<ChaosReport> DayAsync(
        ChaosOrder order,
        ChaosDays.Day day,
        int seed,
        int incidents,
        PostgresServer? server,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("hippique-chaos-").FullName;
        var address = server is null ? null : await server.NewDatabaseAsync();
        await using var tasks = new RehearsedTasks(address);
        using var rehearsed = new ChaosDay(
            new ChaosOptions
            {
                Tasks = tasks.ReadAsync,
                Program = (working, arguments) => ProgramEnvironment.Of(ServedProcess.Program, working, arguments),
                Folder = folder,
                Day =
                [
                    .. day.Arguments,
                    "--speed",
                    order.Speed.ToString(CultureInfo.InvariantCulture),
                    .. order.At is { } at ? (string[])["--at", at] : [],
                ],
                Variables = day.Variables,
                DailyLimit = new Euro(10),
                Random = new Random(seed),
                Incidents = incidents,
                ToEnd = order.ToEnd,
                Nodes = order.Nodes,
                Database = address is null ? null : (address, new Uri(address).Port),
                RestartDatabase = order.RestartDatabase && server is not null ? away => RestartAsync(server, away) : null,
                Say = order.IsVerbose ? Console.WriteLine : null,
            }
        );
        var report = await rehearsed.RunAsync(cancellationToken);
        if (report.Faults.Count == 0)
            Directory.Delete(folder, recursive: true);
        else
            Console.WriteLine($"kept: {folder}");
        return report;
    }

    private static async Task RestartAsync(PostgresServer server, TimeSpan away)
    {
        await server.StopAsync();
        await Task.Delay(away, TimeProvider.System);
        await server.StartAgainAsync();
    }
}

/// <summary>What was typed behind <c>bench/chaos</c>.</summary>
internal sealed record ChaosOrder
{
    public int Kills { get; init; } = 1000;
    public int Nodes { get; init; } = 1;
    public int Seed { get; init; } = 1;
    public double Speed { get; init; } = 60;
    public string? At { get; init; }
    public string? Day { get; init; }
    public bool RestartDatabase { get; init; }

    /// <summary>Only the demo's days, on which tickets are proposed.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>The rest of the last day is waited for.</summary>
    public bool ToEnd { get; init; }
    public bool IsVerbose { get; init; }

    public static ChaosOrder Parse(IReadOnlyList<string> arguments)
    {
        var order = new ChaosOrder();
        for (var at = 0; at < arguments.Count; at++)
        {
            order = arguments[at] switch
            {
                "--kills" => order with { Kills = Whole(arguments[++at]) },
                "--nodes" => order with { Nodes = Whole(arguments[++at]) },
                "--seed" => order with { Seed = Whole(arguments[++at]) },
                "--speed" => order with { Speed = double.Parse(arguments[++at], CultureInfo.InvariantCulture) },
                "--at" => order with { At = arguments[++at] },
                "--day" => order with { Day = arguments[++at] },
                "--simulated" => order with { IsSimulated = true },
                "--restart-database" => order with { RestartDatabase = true },
                "--to-end" => order with { ToEnd = true },
                "--verbose" => order with { IsVerbose = true },
                var other => throw new ArgumentException($"bench/chaos does not know {other}"),
            };
        }
        return order;
    }

    private static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
