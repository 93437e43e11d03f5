using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>The JSON form of models, and the one that the program ships.</summary>
public static class GpiModels
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private const int Schema = 2;

    private static readonly JsonSerializerOptions SchemaOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<GpiModel> Shipped = new(() => ParseShipped(ShippedText).Value);

    /// <summary><c>models/gpi-2026-11.json</c>, built into the program: fitted on recorded races, judged in <c>docs/method.md</c>.</summary>
    public static GpiModel Default => Shipped.Value;

    /// <summary>The file of <see cref="Default"/>.</summary>
    public static string ShippedText => Resources.Text("models/shipped.json");

    public static string ToJson(GpiModel model) => JsonSerializer.Serialize(model, Options) + "\n";

    /// <summary>
    /// Reads a model file; the error says what is wrong and where. Payouts that ship hold until they are replaced, and those that a user fits age: which of them a file has is told by
    /// their numbers, so that the shipped model's own file means the same as no file.
    /// </summary>
    public static ParseResult<GpiModel> Parse(string json) =>
        Read(json).Convert(model => model with { Payouts = [.. model.Payouts.Select(AsShipped)] });

    /// <summary>A model that this version or an earlier one shipped: its payouts do not age.</summary>
    public static ParseResult<GpiModel> ParseShipped(string json) =>
        Read(json).Convert(model => model with { Payouts = [.. model.Payouts.Select(fit => fit with { Shipped = true })] });

    private static PayoutFit AsShipped(PayoutFit fit)
    {
        var ships = fit with { Shipped = true };
        return Default.Payouts.Contains(ships) ? ships : fit;
    }

    private static ParseResult<GpiModel> Read(string json)
    {
        try
        {
            // Before the rest, which another schema need not have.
            if (JsonSerializer.Deserialize<SchemaOnly>(json, SchemaOptions) is not { } header)
                return ParseResult<GpiModel>.Fail($"the model file is empty");
            if (header.Schema != Schema)
                return ParseResult<GpiModel>.Fail(
                    $"the model file has schema {header.Schema}; this program reads {Schema} (hippique calibrate makes one)"
                );
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
            return ParseResult<GpiModel>.Ok(JsonSerializer.Deserialize<GpiModel>(json, Options)! with { Sha256 = hash });
        }
        catch (JsonException e)
        {
            // Untrusted text: a file that a user names.
            return ParseResult<GpiModel>.Fail($"the model file does not read: {Problem.Verbatim(e.Message)}");
        }
    }

    private sealed record SchemaOnly(int Schema);
}
