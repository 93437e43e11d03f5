using System.CommandLine;
using System.Globalization;
using Hippique.Calculators;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique price --odds 2.9,4.6,…</c>: fair probabilities and odds, and the book.</summary>
public static class PriceCommand
{
    public static Command Create()
    {
        var odds = Option<string>("--odds", "price_odds", required: true);
        var placeOdds = Option<string?>("--place-odds", "price_place_odds");
        var discipline = Option<string?>("--discipline", "price_discipline");
        var places = Option<int?>("--places", "price_places");
        var declared = Option<int?>("--declared", "price_declared");
        var method = Option<string?>("--method", "price_method");
        var pool = Option<string?>("--pool", "price_pool");
        var exponent = Option<string?>("--exponent", "price_exponent");
        var harville = Option<bool>("--harville", "price_harville");
        var discounts = Option<string?>("--discounts", "price_discounts");
        var command = new Command("price", Texts.Get("price"))
        {
            odds,
            placeOdds,
            discipline,
            places,
            declared,
            method,
            pool,
            exponent,
            harville,
            discounts,
        };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var words = new PriceOrder.Words
            {
                Odds = parsed.GetValue(odds)!,
                PlaceOdds = parsed.GetValue(placeOdds),
                Discipline = parsed.GetValue(discipline),
                Places = parsed.GetValue(places),
                Declared = parsed.GetValue(declared),
                Method = parsed.GetValue(method),
                Pool = parsed.GetValue(pool),
                Exponent = parsed.GetValue(exponent),
                Harville = parsed.GetValue(harville),
                Discounts = parsed.GetValue(discounts),
            };
            if (PriceOrder.Read(words) is var order && !order.IsOk)
                return screen.Fail(order.Error);
            var day = ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());
            var play = SettingsReader.FromEnvironment().Play;
            var sheet = PriceSheet.Of(order.Value, play.Model, Regulated.Default, day, play.Operators);
            screen.Answer(sheet, told => Show(told, screen));
            foreach (var doubt in ReadOdds.Doubts(order.Value.Odds, order.Value.Ambiguous))
                screen.Note(doubt);
            return 0;
        });
        return command;
    }

    private static Option<T> Option<T>(string name, string text, bool required = false) =>
        new(name) { Description = Texts.Get(text), Required = required };

    private static void Show(PriceSheet sheet, Screen screen)
    {
        screen.Say(ReadOdds.Line([.. sheet.Runners.Select(runner => runner.Odds)]));
        var (name, value) = sheet switch
        {
            { Z: { } z } => ("z", z),
            { C: { } c } => ("c", c),
            _ => ("k", sheet.Exponent ?? 1),
        };
        screen.Say(Texts.Get("price_summary", sheet.Book, Texts.Get($"price_method_{Code(sheet.Method)}"), name, value));
        if (sheet.Source is { } source)
            screen.Say(
                Texts.Get(
                    "price_fitted_on",
                    source.Pool.Code(),
                    Texts.Get($"price_family_{Code(source.Fit.Family)}"),
                    Texts.Get($"price_fit_{Code(source.Fit.Discipline)}"),
                    source.Fit.Races
                )
            );
        var withPlaces = sheet.PlaceBook is not null;
        string[] columns = ["price_column_number", "price_column_odds", "price_column_win", "price_column_fair", "price_column_place"];
        string[] more = ["price_column_place_odds", "price_column_place_ev"];
        screen.Table(withPlaces ? [.. columns, .. more] : columns, sheet.Runners.Select((runner, i) => RowOf(runner, i + 1, withPlaces)));
        if (sheet.PlaceBook is { } book)
            screen.Say(Texts.Get("price_place_book", book, sheet.Places));
        screen.Say(sheet.Places == 0 ? Texts.Get("price_no_places") : Texts.Get("price_sums", sheet.Places));
    }

    private static string[] RowOf(PricedRunner runner, int number, bool withPlaces)
    {
        string[] row =
        [
            number.ToString(CultureInfo.InvariantCulture),
            Number(runner.Odds, "0.0##"),
            Number(runner.Win, "0.00000"),
            Number(runner.FairOdds, "0.00"),
            Number(runner.Place, "0.00000"),
        ];
        return withPlaces ? [.. row, Number(runner.PlaceOdds, "0.0##"), Number(runner.PlaceEv, "+0.0 %;-0.0 %")] : row;
    }

    private static string Number(double? value, string format) => value?.ToString(format, Texts.Culture) ?? "–";

    private static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
