using YamlDotNet.RepresentationModel;

namespace Hippique.Gpi.Rules;

/// <summary>The keys of a rule file with what it says of each, as it is written: <c>guards.runners_min</c>, <c>6</c>.</summary>
public static class RuleValues
{
    /// <summary>In the order of the file. Its text was read without an error.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var values = new List<KeyValuePair<string, string>>();
        Add(values, "", stream.Documents[0].RootNode);
        return values;
    }

    private static void Add(List<KeyValuePair<string, string>> values, string path, YamlNode node)
    {
        if (node is YamlMappingNode mapping)
        {
            foreach (var (key, value) in mapping.Children)
                Add(values, path.Length == 0 ? $"{key}" : $"{path}.{key}", value);
            return;
        }
        values.Add(new(path, node is YamlSequenceNode list ? $"[{string.Join(", ", list.Children)}]" : node.ToString()));
    }
}
