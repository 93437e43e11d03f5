using System.Globalization;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Pages;
using Hippique.Racing;

namespace Hippique.Exports;

/// <summary>The pictures of a report as SVG in the page, which colours them: readable at the width of a phone, and in print.</summary>
internal sealed class ReportPictures(ExportWords words)
{
    private const double Width = 360;
    private const double Height = 190;
    private const double Left = 46;
    private const double Right = 352;
    private const double Top = 8;
    private const double Bottom = 168;
    private const double Bar = 9;

    /// <summary>Profit after each bet, and what had been claimed by then.</summary>
    public Html Curve(IReadOnlyList<ProfitPoint> points)
    {
        var scale = new PictureScale(
            points.SelectMany(point => (double[])[point.Profit.ToDouble(), point.LuckLow, point.LuckHigh]),
            Bottom,
            Top
        );
        var (first, last) = (points[0].Off, points[^1].Off);
        var span = Math.Max(1, (last - first).TotalSeconds);
        double X(ProfitPoint point) => Left + 6 + (point.Off - first).TotalSeconds / span * (Right - Left - 6);
        return Frame(words.Get("report_curve"), Height)
            .Add($"{Band(points, X, scale)}")
            .Add($"{Grid(scale, tick => tick.ToString("#,0.##", words.Culture))}")
            .Add($"{Path("claimed", points.Select(point => (X(point), scale.At(point.Claimed.ToDouble()))), scale)}")
            .Add($"{Path("profit", points.Select(point => (X(point), scale.At(point.Profit.ToDouble()))), scale)}")
            .Add($"{Label(Left, Height - 6, "start", Day(first))}{Label(Right, Height - 6, "end", Day(last))}</svg>\n");
    }

    /// <summary>For each band of claimed chance what 1 € was claimed to return and what it returned.</summary>
    public Html Bands(IReadOnlyList<BalanceGroup> bands)
    {
        const double row = 3 * Bar + 3;
        const double left = 104;
        var height = bands.Count * row + 26;
        double Of(BalanceGroup band, Euro amount) => (double)(amount.Amount / band.Figures.Staked.Amount);
        var scale = new PictureScale(
            bands.SelectMany(band => (double[])[Of(band, band.Figures.ExpectedReturn!.Value), Of(band, band.Figures.Returned)]),
            left,
            Right
        );
        var picture = Frame(words.Get("report_bands"), height);
        foreach (var tick in scale.Ticks)
            picture
                .Add($"{Line(tick == 0 ? "axis" : "grid", scale.At(tick), 2, scale.At(tick), height - 22)}")
                .Add($"{Label(scale.At(tick), height - 8, "middle", tick.ToString("0.##", words.Culture))}");
        for (var i = 0; i < bands.Count; i++)
        {
            var y = 4 + i * row;
            picture
                .Add($"{Label(left - 6, y + Bar + 4, "end", words.Balances.Name(bands[i].Key, BalanceBy.Probability))}")
                .Add($"{Rectangle("claimed", scale.At(0), y, scale.At(Of(bands[i], bands[i].Figures.ExpectedReturn!.Value)))}")
                .Add($"{Rectangle("profit", scale.At(0), y + Bar + 1, scale.At(Of(bands[i], bands[i].Figures.Returned)))}");
        }
        return picture.Add($"</svg>\n");
    }

    /// <summary>Each price taken against its close, in the order of the bets.</summary>
    public Html ClosingLines(IReadOnlyList<BetRow> rows)
    {
        var values = rows.Select(row => row.Settled!.ClosingLineValue!.Value).ToList();
        var scale = new PictureScale(values, Bottom, Top);
        var picture = Frame(words.Get("report_closing"), Height)
            .Add($"{Grid(scale, tick => tick.ToString("+0 %;-0 %;0 %", words.Culture))}");
        for (var i = 0; i < values.Count; i++)
            picture.Add($"{Dot(Left + 10 + (i + .5) / values.Count * (Right - Left - 16), scale.At(values[i]))}");
        return picture
            .Add($"{Line("mean", Left, scale.At(values.Average()), Right, scale.At(values.Average()))}")
            .Add($"{Label(Left, Height - 6, "start", Day(rows[0].Ticket.Proposed.Off))}")
            .Add($"{Label(Right, Height - 6, "end", Day(rows[^1].Ticket.Proposed.Off))}</svg>\n");
    }

    private static Html Frame(string title, double height) =>
        Svg().Add($"<svg viewBox=\"0 0 {Width:0} {height:0.#}\" role=\"img\"><title>{title}</title>");

    private static Html Grid(PictureScale scale, Func<double, string> text)
    {
        var grid = Svg();
        foreach (var tick in scale.Ticks)
            grid.Add($"{Line(tick == 0 ? "axis" : "grid", Left, scale.At(tick), Right, scale.At(tick))}")
                .Add($"{Label(Left - 5, scale.At(tick) + 4, "end", text(tick))}");
        return grid;
    }

    /// <summary>A step at each bet, from nothing.</summary>
    private static Html Path(string kind, IEnumerable<(double X, double Y)> points, PictureScale scale)
    {
        var path = Svg().Add($"<path class=\"{kind}\" d=\"M{Left:0.#} {scale.At(0):0.#}");
        foreach (var (x, y) in points)
            path.Add($"H{x:0.#}V{y:0.#}");
        return path.Add($"\"/>");
    }

    /// <summary>Within which chance alone keeps the profit in 95 of 100 cases: from the first bet to the last along its upper edge, and back.</summary>
    private static Html Band(IReadOnlyList<ProfitPoint> points, Func<ProfitPoint, double> x, PictureScale scale)
    {
        var band = Svg().Add($"<path class=\"luck\" d=\"M{Left:0.#} {scale.At(0):0.#}");
        foreach (var point in points)
            band.Add($"H{x(point):0.#}V{scale.At(point.LuckHigh):0.#}");
        // The level of a bet holds from it to the next; that of the last has no length.
        band.Add($"V{scale.At(points[^1].LuckLow):0.#}");
        for (var i = points.Count - 2; i >= 0; i--)
            band.Add($"V{scale.At(points[i].LuckLow):0.#}H{x(points[i]):0.#}");
        return band.Add($"Z\"/>");
    }

    private static Html Rectangle(string kind, double from, double y, double to) =>
        Svg().Add($"<rect class=\"{kind}\" x=\"{from:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(0, to - from):0.#}\" height=\"{Bar:0}\"/>");

    private static Html Line(string kind, double x1, double y1, double x2, double y2) =>
        Svg().Add($"<path class=\"{kind}\" d=\"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}\"/>");

    private static Html Dot(double x, double y) => Svg().Add($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"2.5\"/>");

    private static Html Label(double x, double y, string anchor, string text) =>
        Svg().Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{text}</text>");

    private string Day(DateTimeOffset off) => ParisTime.ProgrammeOf(off).ToString("d", words.Culture);

    private static Html Svg() => new(CultureInfo.InvariantCulture);
}
