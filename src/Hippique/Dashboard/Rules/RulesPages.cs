using Hippique.Dashboard.Frame;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;

namespace Hippique.Dashboard.Rules;

/// <summary><c>/rules</c>: the rule set in use, the dated values of operators and the law, and the words; <c>/rules#clv</c> leads to a word.</summary>
internal static class RulesPages
{
    public const string Path = "/rules";

    public static IResult Show(HttpContext context, PageFrames frames, HippiqueSettings settings)
    {
        var frame = frames.Of(context);
        var view = new RulesView
        {
            Set = RuleSets.Load(settings.Play.Rules).Value,
            Parts = RuleParts.Of(RuleSets.Text(settings.Play.Rules)),
            Regulated = Regulated.Default.On(frame.Today),
            Day = frame.Today,
            Glossary = Glossary.In(frame.Language),
        };
        return new RazorPage<RulesPage>(
            frame,
            frame.Say("dash_nav_rules"),
            new Dictionary<string, object?> { [nameof(RulesPage.View)] = view }
        );
    }
}
