using System.Globalization;
using System.Text;
using Hippique.Demo.Simulation;

namespace Hippique.Demo.Pages;

/// <summary>The official dividends for 1 €, computed from the stakes at the close.</summary>
internal static class DividendTable
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Win and place dividends, in the order of arrival.</summary>
    public static IReadOnlyList<(int Number, decimal? Win, decimal? Place)> Of(SimulatedRace race)
    {
        var starters = race.Starters.ToList();
        var stakes = race.Crowd.PlaceStakes(0);
        var win = Totalisator.Win(race.Crowd.WinStakes(0), Crowd.TakeOut);
        var placed = race.Arrival.Take(race.Crowd.PlacesPaid).Select(number => starters.IndexOf(number)).ToList();
        var together = placed.Sum(i => stakes[i]);
        return
        [
            .. placed.Select(
                (horse, place) =>
                    (
                        starters[horse],
                        place == 0 ? win[horse] : (decimal?)null,
                        (decimal?)Totalisator.Rounded(Totalisator.Place(stakes, Crowd.TakeOut, race.Crowd.PlacesPaid, horse, together))
                    )
            ),
        ];
    }

    public static void Write(StringBuilder page, SimulatedRace race)
    {
        page.Append(
            """
            <div id="rapports" class="bloc">
            <div class="table">
            <div class="table-header"><div class="table-cell">Simple</div></div>
            <div class="table-header">
            <div class="table-cell"></div>
            <div class="table-cell"><span class="paris-carre_23x19_1"></span><span class="categoryGroupLabel">Simple gagnant</span></div>
            <div class="table-cell"><span class="paris-carre_23x19_2"></span><span class="categoryGroupLabel">Simple placé</span></div>
            </div>
            <div class="table-body">

            """
        );
        foreach (var (number, win, place) in Of(race))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <div class="table-row"><div class="table-cell"><strong>{number}</strong></div>{Cell(win)}{Cell(place)}</div>

                """
            );
        }
        page.Append("</div>\n</div>\n</div>\n");
    }

    private static string Cell(decimal? amount) =>
        amount is { } paid
            ? $"<div class=\"table-cell\"><b class=\"montant\">{paid.ToString("0.00", French)} €</b></div>"
            : "<div class=\"table-cell\"></div>";
}
