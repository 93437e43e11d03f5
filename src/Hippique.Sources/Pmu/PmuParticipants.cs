using System.Collections.ObjectModel;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The runners of one race and the prices of the pool that was asked for.</summary>
/// <param name="Runners">By number.</param>
/// <param name="Live">The prices in view, stamped by PMU.</param>
/// <param name="Reference">The reference prices, stamped about half an hour before the off.</param>
public sealed record PmuParticipants(IReadOnlyList<Runner> Runners, PoolPrices Live, PoolPrices Reference)
{
    /// <summary>When PMU stated it; null of a saved answer.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>States of participants that the program does not know, each by name; such a horse counts as a starter.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When its answer arrived, on the program's clock; null of a saved answer.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Times of this race in seconds per kilometre, by number: there after the race only, and for its result only.</summary>
    public IReadOnlyDictionary<int, double> Times { get; init; } = ReadOnlyDictionary<int, double>.Empty;
}

/// <summary>
/// Reads the answer of <c>programme/DDMMYYYY/R1/C1/participants</c>. The pool is told by the name of the bet in the prices: <c>E_SIMPLE_GAGNANT</c> is the internet pool.
/// Of the finish only the times are read.
/// </summary>
public static class PmuParticipantsAnswer
{
    /// <param name="body">The answer.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="asked">The pool that was asked for, which counts where no price names one.</param>
    public static SourceAnswer<PmuParticipants> Parse(ReadOnlyMemory<byte> body, string url, Pool asked = Pool.PmuNational)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return Refuse(error!);
        if (document.RootElement.List("participants") is not { } participants)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no participants in the answer")));
        var runners = new SortedDictionary<int, Runner>();
        var times = new SortedDictionary<int, double>();
        var notes = new List<string>();
        var live = new PriceList("dernierRapportDirect");
        var reference = new PriceList("dernierRapportReference");
        foreach (var participant in participants.EnumerateArray())
        {
            if (Runner(participant) is not { } runner)
                return Refuse(PmuDocument.Changed(url, Problem.Of($"a participant has no number (numPmu) or no name (nom)")));
            if (!runners.TryAdd(runner.Number, runner))
                return Refuse(PmuDocument.Changed(url, Problem.Of($"two participants have the number {runner.Number}")));
            if (participant.Text("statut") is { } state and not ("PARTANT" or "NON_PARTANT"))
                notes.Add(
                    $"number {runner.Number} has the state '{Quoted.Short(state)}', which is neither a starter's nor a non-runner's: it counts as a starter"
                );
            if (participant.Count("reductionKilometrique", 50_000, 200_000) is { } milliseconds)
                times[runner.Number] = milliseconds / 1000.0;
            if (PmuPriceKeys.Defect(participant, runner.Number) is { } changed)
                return Refuse(PmuDocument.Changed(url, changed));
            if (!live.Take(participant, runner) || !reference.Take(participant, runner))
                return Refuse(PmuDocument.Changed(url, Problem.Of($"prices of both pools in one answer")));
        }
        if (runners.Count == 0)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"the list of participants is empty")));
        if (live.IsUnstamped || reference.IsUnstamped)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"no price says when it was stated (dateRapport)")));
        var named = SiteText.Clean(runners.Values, out var dropped);
        if (!named.TryGet(out var clean))
            return Refuse(PmuDocument.Changed(url, named.Error));
        if (dropped is not null)
            notes.Add(dropped);
        return new SourceAnswer<PmuParticipants>.Found(
            new PmuParticipants(clean, live.Prices(asked, PriceOrigin.Live), reference.Prices(asked, PriceOrigin.Reference))
            {
                Times = times,
                Notes = notes,
            }
        );
    }

    private static Runner? Runner(JsonElement horse)
    {
        if (horse.Count("numPmu", 1, 999) is not { } number || horse.Text("nom") is not { } name)
            return null;
        return new Runner
        {
            Number = number,
            Horse = name,
            NonRunner = horse.Text("statut") is "NON_PARTANT",
            Jockey = horse.Text("driver"),
            Trainer = horse.Text("entraineur"),
            Owner = horse.Text("proprietaire"),
            Sex = PmuText.Sex(horse.Text("sexe")),
            Age = horse.Count("age", 1, 50),
            Draw = horse.Count("placeCorde", 1, 99),
            // Tenths of a kilogram; the weight after allowances where both are given.
            WeightKg = (horse.Count("poidsConditionMonte", 200, 1500) ?? horse.Count("handicapPoids", 200, 1500)) / 10.0,
            HandicapDistanceMetres = horse.Count("handicapDistance", 1, 20_000),
            Rating = horse.Number("handicapValeur"),
            EarningsCents = horse.Child("gainsParticipant")?.Whole("gainsCarriere", 0, 100_000_000_000),
            Starts = horse.Count("nombreCourses"),
            Wins = horse.Count("nombreVictoires"),
            Places = horse.Count("nombrePlaces"),
            Form = horse.Text("musique"),
            TrainerOpinion = horse.Text("avisEntraineur"),
            Shoes = horse.Text("deferre"),
            Blinkers = horse.Text("oeilleres"),
            FirstTime = horse.Flag("indicateurInedit"),
        };
    }

    private static SourceAnswer<PmuParticipants> Refuse(SourceError error) => new SourceAnswer<PmuParticipants>.Refused(error);

    /// <summary>Prices of one kind over the participants.</summary>
    private sealed class PriceList(string key)
    {
        private readonly SortedDictionary<int, WinPrice> _win = [];
        private DateTimeOffset? _at;
        private Pool? _pool;

        /// <summary>False where the prices are of two pools.</summary>
        public bool Take(JsonElement participant, Runner runner)
        {
            if (participant.Child(key) is not { } report)
                return true;
            if (report.Text("typePari") is { } bet)
            {
                // The pool common to several countries is neither of the two.
                if (PmuBets.PoolOf(bet) is not { } pool)
                    return true;
                if (_pool is { } known && known != pool)
                    return false;
                _pool = pool;
            }
            // A non-runner can still carry an old price.
            if (runner.NonRunner || Odds.FromPublished(report.Number("rapport")) is not { } odds)
                return true;
            var stamp = report.Instant("dateRapport");
            _win[runner.Number] = new WinPrice(runner.Number, odds, stamp);
            if (stamp is not null && (_at is null || stamp > _at))
                _at = stamp;
            return true;
        }

        /// <summary>There are prices, and none says of when it is.</summary>
        public bool IsUnstamped => _win.Count > 0 && _at is null;

        /// <summary>The prices stand since the last stamp among them.</summary>
        public PoolPrices Prices(Pool asked, PriceOrigin origin) =>
            new()
            {
                Pool = _pool ?? asked,
                Origin = _win.Count > 0 ? origin : PriceOrigin.None,
                At = _win.Count > 0 ? _at : null,
                Win = [.. _win.Values],
            };
    }
}
