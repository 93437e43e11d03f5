using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Merging;

public sealed class OriginListTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly OriginList _origins = new();

    [Fact]
    public void An_empty_list_has_no_origins() => _origins.ToList().ShouldBeEmpty();

    [Fact]
    public void Fields_of_one_source_and_one_moment_stand_together_in_the_order_of_the_fields()
    {
        _origins.Add("zeturf", Noon, "going");
        _origins.Add("zeturf", Noon, "win.zeturf");
        _origins.Add("zeturf", Noon, "meeting");

        Lines().ShouldBe(["zeturf 12:00 meeting going win.zeturf"]);
    }

    [Fact]
    public void Two_moments_of_one_source_stand_apart()
    {
        _origins.Add("zeturf", Noon, "meeting");
        _origins.Add("zeturf", Noon.AddMinutes(1), "country");
        _origins.Add("zeturf", null, "name");

        Lines().ShouldBe(["zeturf 12:00 meeting", "zeturf 12:01 country", "zeturf name"]);
    }

    [Fact]
    public void One_instant_in_two_offsets_is_one_moment()
    {
        _origins.Add("zeturf", Noon, "meeting");
        _origins.Add("zeturf", Noon.ToOffset(TimeSpan.FromHours(1)), "country");

        var origin = _origins.ToList().ShouldHaveSingleItem();
        origin.At!.Value.Offset.ShouldBe(TimeSpan.Zero);
        origin.Fields.ShouldBe(["meeting", "country"]);
    }

    [Fact]
    public void Runners_are_named_only_where_two_sources_share_a_field()
    {
        _origins.Add("zeturf", Noon, "jockey", 1);
        _origins.Add("zeturf", Noon, "jockey", 2);
        _origins.Add("zeturf", Noon, "form", 2);
        _origins.Add("zeturf", Noon, "form", 1);
        _origins.Add("pmu", Noon, "form", 3);

        Lines().ShouldBe(["zeturf 12:00 jockey", "zeturf 12:00 [1 2] form", "pmu 12:00 [3] form"]);
    }

    [Fact]
    public void A_withdrawal_always_names_its_horses()
    {
        _origins.Add("zeturf", Noon, "non_runner", 4);
        _origins.Add("zeturf", Noon, "non_runner", 2);
        Lines().ShouldBe(["zeturf 12:00 [2 4] non_runner"]);
    }

    [Fact]
    public void Prices_stand_under_the_moment_of_their_stamp_and_offers_under_that_of_the_race()
    {
        var pool = InventedRaces.Win(Pool.ZEturf, Noon) with
        {
            Place = [new PlacePrice(1, new PlaceRange(1.2, 2))],
            Offers = [new BetOffer(BetType.SimpleGagnant, new Euro(1), new Euro(1), null)],
        };
        var view = new RaceView(InventedRaces.Card(), [pool], []) { RaceAt = Noon.AddMinutes(2) };

        _origins.Add(new SeenPool("zeturf", view, pool));

        Lines().ShouldBe(["zeturf 12:02 offers.zeturf", "zeturf 12:00 place.zeturf win.zeturf"]);
    }

    [Fact]
    public void A_pool_without_prices_has_no_origin()
    {
        var pool = InventedRaces.Win(Pool.ZEturf, Noon) with { Win = [] };
        _origins.Add(new SeenPool("zeturf", new RaceView(InventedRaces.Card(), [pool], []), pool));
        _origins.ToList().ShouldBeEmpty();
    }

    [Fact]
    public void Every_field_of_race_and_runner_has_its_place_in_the_order_once()
    {
        var names = RaceField.All.Select(field => field.Name).Concat(RunnerField.All.Select(field => field.Name)).ToList();
        RaceFields.InOrder.Distinct().Count().ShouldBe(RaceFields.InOrder.Count);
        names.ShouldBeSubsetOf(RaceFields.InOrder);
        foreach (var name in RaceFields.InOrder.Reverse())
            _origins.Add("zeturf", Noon, name, name == "non_runner" ? 1 : null);
        _origins
            .ToList()
            .SelectMany(origin => origin.Fields)
            .Where(name => name != "non_runner")
            .ShouldBe(RaceFields.InOrder.Where(name => name != "non_runner"));
    }

    private IEnumerable<string> Lines() =>
        _origins
            .ToList()
            .Select(origin =>
                string.Join(
                    ' ',
                    new[]
                    {
                        origin.Source,
                        origin.At?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                        origin.Runners is { } some ? $"[{string.Join(' ', some)}]" : null,
                        string.Join(' ', origin.Fields),
                    }.OfType<string>()
                )
            );
}
