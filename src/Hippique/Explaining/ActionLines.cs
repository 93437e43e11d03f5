using System.Globalization;
using System.Text.Json;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Orchestration.Actions;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>The actions of a day in lines of at most 80 columns: when and what, with what came of it, and below by whom and from where.</summary>
internal sealed class ActionLines(CultureInfo culture)
{
    private const string Indent = "         ";
    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Of(ActionsAnswer answer)
    {
        yield return _words.Get("actions_head", answer.Date);
        if (answer.Actions.Count == 0)
            yield return _words.Get("actions_none");
        foreach (var line in answer.Actions.SelectMany(Of))
            yield return line;
    }

    private IEnumerable<string> Of(PersonAction action)
    {
        var at = ParisTime.ToParis(action.At).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return WrappedText
            .Of($"{at} {What(action)}{Colon}{End(action)}", "", hanging: Indent)
            .Concat(WrappedText.Of(Person(action), Indent, hanging: ""));
    }

    /// <summary>What was asked for.</summary>
    public string What(PersonAction action) =>
        _words.Get($"action_{Snake(action.Action)}") + (action.Subject is { } subject ? $" {CleanText.Line(subject)}" : "");

    /// <summary>What came of it.</summary>
    public string End(PersonAction action)
    {
        var end = _words.Get($"action_outcome_{Snake(action.Outcome)}");
        return action.Reason is { } why ? end + Colon + CleanText.Line(ProblemText.In(culture, KeptProblem.Of(why))) : end;
    }

    /// <summary>By whom, and from where.</summary>
    public string Person(PersonAction action)
    {
        var name = PersonWords.NameOf(action.Who.Name, culture);
        var way = action.Who.Way == ActorWay.Open ? name : $"{name} ({_words.Get($"action_way_{Snake(action.Who.Way)}")})";
        var client = _words.Get($"action_client_{Snake(action.From.Client)}");
        return action.From.Address is { } address ? $"{way}, {CleanText.Line(address)}, {client}" : $"{way}, {client}";
    }

    private string Colon => _words.Get("serve_colon");

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
