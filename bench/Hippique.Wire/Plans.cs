using System.Diagnostics;
using System.Globalization;
using Hippique.Mirror;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Wire;

/// <summary>How long the plan of a day takes where its sources are slow: each is a mirror of a recorded day on a port of its own, and robots.txt was fetched before.</summary>
internal static class Plans
{
    private static readonly DateOnly Day = new(2025, 12, 6);
    private static readonly string[] Order = ["zeturf", "pmu", "geny"];

    /// <param name="slowest">Seconds that the slowest source takes for each answer; the others take a half and a tenth of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(double slowest, CancellationToken cancellationToken)
    {
        if (RealData.Folder is null)
        {
            await Console.Error.WriteLineAsync(RealData.Absent);
            return 2;
        }
        var day = MirroredDay.Open(RealData.Path("days/2025-12-06.jsonl.gz"), cancellationToken);
        var nine = ParisTime.At(Day, new TimeOnly(9, 0));
        double[] latencies = [slowest / 2, slowest, slowest / 10];
        var mirrors = latencies.Select(latency => MirrorApp.Build(day, () => nine, 0, TimeSpan.FromSeconds(latency))).ToList();
        try
        {
            await Task.WhenAll(mirrors.Select(mirror => mirror.StartAsync(cancellationToken)));
            await MeasureAsync(slowest, [.. mirrors.Select(mirror => new Uri(mirror.Urls.First()))], cancellationToken);
            return 0;
        }
        finally
        {
            foreach (var mirror in mirrors)
                await mirror.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(double slowest, Uri[] addresses, CancellationToken cancellationToken)
    {
        var bases = Order.Zip(addresses).ToDictionary(pair => pair.First, pair => pair.Second);
        bases["pmu"] = new Uri(bases["pmu"], "/rest/client/61/");
        var options = new SourceHttpOptions { Order = Order, BaseUrls = bases };
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new Morning(ParisTime.At(Day, new TimeOnly(9, 0))))
            .AddHippiqueSources(options)
            .BuildServiceProvider();
        await services.GetRequiredService<PoliteClient>().PrepareAsync(SourcesServices.HostsOf(options), TimeSpan.Zero, cancellationToken);
        var planner = new PlanDayHandler(
            new SourceSet(services.GetServices<IRaceSource>()),
            new PlanStore(new MemoryArtifactStore()),
            new PhaseSettings
            {
                Operators = [],
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
            },
            new NoPlanRecord(),
            new EventBus([], TimeProvider.System, NullLogger<EventBus>.Instance),
            NullLogger<PlanDayHandler>.Instance
        );
        foreach (var which in new[] { "first plan of the process", "planned again" })
        {
            var begun = Stopwatch.GetTimestamp();
            var plan = ((PlanDayResult.Planned)await planner.PlanAsync(Day, cancellationToken)).Plan;
            var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"slowest of {Order.Length} sources {slowest:0.##} s, {which}: {plan.Races.Count} races in {took:0.00} s, {took / slowest:0.000} of it"
                )
            );
        }
    }

    /// <summary>The morning of the recorded day, passing as time does: ZEturf is asked for the programme of the day only.</summary>
    private sealed class Morning(DateTimeOffset start) : TimeProvider
    {
        private readonly long _begun = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + Stopwatch.GetElapsedTime(_begun);
    }
}
