using System.Globalization;
using System.Text;
using Hippique.Demo.Simulation;

namespace Hippique.Demo.Pages;

/// <summary>The prices of a race at an instant, as the operator would compute them from the stakes that are in, and as its page carries them.</summary>
internal static class Prices
{
    /// <summary>
    /// The site computes its prices anew once a minute, at the whole minutes before the off; a look within the minute sees those. So a phase that starts some seconds after its
    /// time sees the same prices in every run.
    /// </summary>
    public static double Minute(TimeSpan toOff) => Math.Max(0, Math.Ceiling(toOff.TotalMinutes - 0.05));

    /// <summary>Win odds and place range of each starter, in the order of their numbers.</summary>
    public static IReadOnlyList<(int Number, decimal Win, decimal Low, decimal High)> Of(SimulatedRace race, double minutesToOff)
    {
        var win = Totalisator.Win(race.Crowd.WinStakes(minutesToOff), Crowd.TakeOut);
        var place = Totalisator.PlaceRanges(race.Crowd.PlaceStakes(minutesToOff), Crowd.TakeOut, race.Crowd.PlacesPaid);
        return
        [
            .. race.Starters.Select((number, i) => (number, win[i], Totalisator.Rounded(place[i].Low), Totalisator.Rounded(place[i].High))),
        ];
    }

    /// <summary>The object <c>cotesInfos</c>; <c>false</c> stands for a non-runner's prices.</summary>
    public static string Json(SimulatedRace race, double minutesToOff)
    {
        var json = new StringBuilder("{\"displayedColumns\":{\"hasSG\":1,\"hasSP\":1}");
        foreach (var withdrawn in race.Runners.Where(runner => runner.NonRunner))
            json.Append(
                CultureInfo.InvariantCulture,
                $",\"{withdrawn.Number}\":{{\"odds\":{{\"SG\":false,\"SPMin\":false,\"SPMax\":false}}}}"
            );
        foreach (var (number, win, low, high) in Of(race, minutesToOff))
            json.Append(CultureInfo.InvariantCulture, $",\"{number}\":{{\"odds\":{{\"SG\":{win},\"SPMin\":{low},\"SPMax\":{high}}}}}");
        return json.Append('}').ToString();
    }
}
