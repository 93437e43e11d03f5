using System.Text.RegularExpressions;
using Hippique.Commands;
using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Commands;

/// <summary>What every verb says of a wrong input on a French screen: one line, in French (issue 10).</summary>
public sealed partial class FrenchErrorsTests : IDisposable
{
    private const string Race = "https://www.zeturf.fr/fr/course/2025-11-20/R1C1-nom";

    /// <summary>A wrong line for each verb, and the variables around it.</summary>
    private static readonly (string Line, string Says, (string, string)[] Variables)[] Wrong =
    [
        ("actions --date 32/13/2025", "--date : « 32/13/2025 » n’est pas une date", []),
        ("analyse none.json none.json", "il n’y a pas de fichier ", []),
        ("calibrate none --out m.json", "recorded : introuvable : il n’y a pas de fichier none", []),
        ("calibrate none --out m.json --hold-out a", "--hold-out : « a » n’est pas MASSE=DATE", []),
        ("calibrate none --out m.json --pools none", "--pools ne va qu’avec --dividends : les arrivées s’y trouvent", []),
        ("cloud status", "Google Cloud n’est pas configuré : la file est la file intégrée", []),
        ("cloud tasks --limit 0", "--limit : nombre attendu de 1 à 10", []),
        ("cloud logs --since hier", "--since : « hier » n’est pas une durée", []),
        ("cloud logs --severity grave", "--severity : « grave » n’est pas une gravité", []),
        ("cloud logs --run a/b", "--run : « a/b » n’est pas un nom de passage", []),
        ("day --date", "--date : il manque une valeur", []),
        ("day --watch", "aucun service ne tourne sur ", []),
        ("backfill", "il manque --from", []),
        ("backfill --from 2025-03-14 --to 2025-03-13", "le premier jour, 2025-03-14, est après le dernier, 2025-03-13", []),
        ("backfill --from 2025-03-14 --to 2999-01-01", "la journée du 2999-01-01 n’est pas terminée", []),
        ("backfill --from 2025-03-14 --sources geny", "« geny » ne garde pas les jours passés", []),
        ("backup broken.yaml", "broken.yaml existe déjà : choisir un autre nom", []),
        ("demo --seed abc", "--seed : « abc » n’est pas un nombre entier", []),
        ("demo --seed 1 --seed 2", "--seed est donné plus d’une fois", []),
        ("doctor --seed", "« --seed » n’est pas connu ici", []),
        ("evaluate none", "recorded : introuvable : il n’y a pas de fichier none", []),
        ("evaluate none --model none.json", "none.json ne peut pas être lu : il n’y a pas de fichier ", []),
        ("evaluate", "il manque <FILES> ; voir hippique evaluate --help", []),
        ("evaluate none --pools", "recorded : introuvable : il n’y a pas de fichier none", []),
        ("evaluate none --from 2026-01-01", "--from ne va qu’avec --pools", []),
        ("evaluate --pools --rules gpi-edge", "--rules ne va pas avec --pools", []),
        ("evaluate --pools --from 2026-01-02 --to 2026-01-01", "le premier jour, 2026-01-02, est après le dernier, 2026-01-01", []),
        ("evaluate --pools --discipline polo", "« polo »", []),
        ("evaluate .", ". ne contient ni *.jsonl ni *.jsonl.gz", []),
        ("explain --race R0", "--race : « R0 » n’est pas un numéro de course ; attendu : R<réunion>C<course>", []),
        ("export bets --output b.pdf --format pdf", "--format : « pdf » n'est pas un format ; attendu : csv ou xlsx", []),
        ("export bets", "il manque --output", []),
        ("export bets --output b.csv", " n'a rien de ces jours", []),
        ("export bets --output broken.yaml", "broken.yaml existe déjà ; --force le remplace", []),
        ("export bets --output b.csv --month 2026-05 --to 2026-05-02", "--month va seul, sans autre option de jours", []),
        ("export races --output r.jsonl --pool tote", "« tote » n’est pas un opérateur", []),
        ("export snapshots --output s.parquet --from 2026-01-02 --to 2026-01-01", "le premier jour, 2026-01-02, est après le dernier", []),
        ("feuille --format pdf", "--format : « pdf » n’est pas un format ; attendu : text, html ou csv", []),
        ("feuille --date 2020-01-01", "aucun plan du 01/01/2020 dans ", []),
        ("health", "ne répond pas", [("PORT", "1")]),
        ("history import none", "recorded : introuvable : il n’y a pas de fichier none", []),
        ("import bets none", "il n’y a pas de fichier none", []),
        ("import bets broken.yaml", "aucune ligne n’a les en-têtes d’une date, d’un pari, de ses chevaux et d’une mise", []),
        ("import bets broken.yaml --column quoi=Mise", "« quoi=Mise » ne nomme pas de colonne ; attendu : CHAMP=EN-TÊTE", []),
        ("import bets broken.yaml --operator tote", "« tote » n’est pas un opérateur", []),
        ("ledger chek", "« chek » n’est pas une commande ; vouliez-vous dire check", []),
        ("bilan --month mai", "« mai » n’est pas un mois ; attendu : AAAA-MM", []),
        ("bilan --by horse", "un bilan ne se répartit pas par « horse » ; attendu : bet, pool", []),
        ("kelly --odds x --p 0.5", "--odds : « x » n’est pas un nombre", []),
        ("limits", "DAILY_LOSS_LIMIT : « -1 »", [("DAILY_LOSS_LIMIT", "-1")]),
        ("link", "aucun service ne travaille sur ", []),
        ("migrate", "DATABASE_URL : nécessaire avec QUEUE=postgres ; exemple : postgres://", [("QUEUE", "postgres")]),
        ("mirror none", "none n’est ni le dossier d’un jour ni un fichier de réponses de l’API", []),
        ("mirror .", ". n’a pas de pages enregistrées", []),
        ("mirror . --speed x", "--speed : « x » n’est pas un nombre", []),
        ("musique zz", "« zz » n’est pas une musique", []),
        ("nodes", "il n’y a qu’une machine : seul QUEUE=postgres a des nœuds", []),
        (
            "nodes",
            "DATABASE_URL : a un paramètre inconnu : x",
            [("QUEUE", "postgres"), ("DATABASE_URL", "postgres://u:p@db.example/n?x=1")]
        ),
        ("nodes", "la base 127.0.0.1:1/n ne peut pas servir : ", [("QUEUE", "postgres"), ("DATABASE_URL", "postgres://u@127.0.0.1:1/n")]),
        ("notify test", "aucun destinataire n’est configuré", []),
        ("notify test --to mail", "mail n’est pas configuré", []),
        ("parse none.html", "file : introuvable : il n’y a pas de fichier none.html", []),
        ("plan --date", "--date : il manque une valeur", []),
        ("plan --date 2020-01-01", "plan : non proposé : aucune source n’est utilisée", []),
        ("played R1", "« R1 » n’est pas un ticket ; attendu : R1C3-1", []),
        ("played R1C3 --odds x", "« x » n’est pas un montant ; attendu 1,5", []),
        ("played R1C3 --date 2020-01-01", "le 01/01/2020 n’a pas été planifié", []),
        ("price --odds 2,3 --pool zz", "--pool : « zz » n’est pas un opérateur ; attendu : zeturf", []),
        ("shadow --month mai", "« mai » n’est pas un mois ; attendu : AAAA-MM", []),
        ("shadow fill", "SHADOW_MODELS : ", [("SHADOW_MODELS", "/nowhere/model.json")]),
        ("trial read rien --data .", "il n’y a pas d’essai « rien »", []),
        ("trial status rien --data .", "il n’y a pas d’essai « rien »", []),
        ("trial abandon rien --why x --data .", "il n’y a pas d’essai « rien »", []),
        (
            "trial start --rules gpi-edge --until 2036-01-01 --min-bets 400 --claim riche --data .",
            "« riche » n’est pas une question ; attendu : « ROI > 0 »",
            []
        ),
        (
            "trial start --rules gpi-edge --until 2020-01-01 --min-bets 400 --claim ROI>0 --data .",
            "--until 2020-01-01 : un essai est lu le ",
            []
        ),
        (
            "trial start --rules gpi-edge --until 2035-01-01 --min-bets 0 --claim ROI>0 --data .",
            "--min-bets 0 n’est pas un nombre entier de 1 à ",
            []
        ),
        (
            "trial start --rules gpi-edge --until 2035-01-01 --min-bets 9 --claim ROI>nobody --data .",
            "il n’y a pas de livre papier « nobody »",
            []
        ),
        ("queue pauze", "« pauze » n’est pas une commande ; vouliez-vous dire pause", []),
        ("queue --watch", "« --watch » n’est pas connu ici", []),
        ("replay none --out o", "recorded : introuvable : il n’y a pas de fichier none", []),
        ("report --html r.html --month mai", "« mai » n’est pas un mois ; attendu : AAAA-MM", []),
        ("report --html r.html", " n'a rien de ces jours", []),
        ("restore broken.yaml", "broken.yaml : pas une sauvegarde de ce programme, ou un fichier abîmé : ", []),
        ("rules show zz", "« zz » n’est ni un fichier ni un jeu de règles", []),
        ("rules check none.yaml", "« none.yaml » n’est ni un fichier ni un jeu de règles", []),
        ("rules check broken.yaml", "broken.yaml:1: yaml: un seul document de clés et de valeurs", []),
        ("run --url http://x --phase H5", "« x » n’est pas un site qui est lu", []),
        ($"run --url {Race} --phase H9", "« H9 » n’est pas une phase ; attendu : H30 ou H5", []),
        ("schedule --date 2020-01-01", "plan : non proposé : aucune source n’est utilisée", []),
        ("schedule pausse", "« pausse » n’est pas une commande ; vouliez-vous dire pause", []),
        ("serve --speed 60", "--speed demande --rehearse DAY", []),
        ("serve", "PORT : « x » n’est pas un nombre entier de 0 à 65535", [("PORT", "x")]),
        ("serve", "QUEUE : « none » n’est pas une file ; attendu : embedded", [("PORT", "0"), ("QUEUE", "none")]),
        ("settle --race Z", "« Z » n’est pas un numéro de course", []),
        ("settle --date 2020-01-01", "le 01/01/2020 n’a pas été planifié", []),
        ("skip", "il manque", []),
        ("task", "il manque", []),
        ("task run R1C3 h7", "« R1C3 h7 » n’est pas une course et un relevé", []),
        ("task cancel run-20251122-r9c9-h5", "aucune tâche ne se nomme « run-20251122-r9c9-h5 »", []),
        ("tickets --date 32/13/2025", "--date : « 32/13/2025 » n’est pas une date", []),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-french-").FullName;

    public FrenchErrorsTests() => File.WriteAllText(Path.Combine(_folder, "broken.yaml"), "- a\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Wrong.Length)];

    [Fact]
    public void Every_verb_is_among_them() =>
        Wrong
            .Select(wrong => wrong.Line.Split(' ')[0])
            .Distinct()
            .ShouldBe(RootCommandFactory.Create().Subcommands.Select(verb => verb.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_wrong_input_is_answered_in_french(int index)
    {
        var (line, says, variables) = Wrong[index];
        using var verb = new HippiqueProcess(_folder, line, [("HIPPIQUE_LANG", "fr"), .. variables]);

        (await verb.ExitAsync()).ShouldBe(1, line);

        var said = verb.Error.Where(error => !error.StartsWith('{')).ToList();
        said.ShouldContain(error => error.Contains(says, StringComparison.Ordinal), line);
        said.Where(error => English().IsMatch(Quoted().Replace(error, ""))).ShouldBeEmpty(line);
    }

    [Fact]
    public async Task A_bad_line_of_the_env_file_is_named_in_french()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "PORT=0\nA='x\n", TestContext.Current.CancellationToken);
        using var verb = new HippiqueProcess(_folder, "rules", ("HIPPIQUE_LANG", "fr"));

        (await verb.ExitAsync()).ShouldBe(1);
        verb.Error.ShouldHaveSingleItem().ShouldMatch("^hippique: .env:[0-9] : la ligne est illisible ; attendu : NOM=valeur$");
    }

    [Fact]
    public async Task What_the_running_service_refuses_is_said_in_french_too()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"));
        await serve.SaysAsync("/session?code=");

        using var settle = new HippiqueProcess(_folder, "settle --date 2020-01-01", ("HIPPIQUE_LANG", "fr"));

        (await settle.ExitAsync()).ShouldBe(1);
        settle.Error.ShouldBe(["hippique: le 01/01/2020 n’a pas été planifié (réponse HTTP 404)"]);
    }

    /// <summary>Words that no French sentence has.</summary>
    [GeneratedRegex(
        @"\b(is|are|was|the|of|to|no|not|with|expected|missing|must|cannot|found|given|needs)\b(?! :)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex English();

    /// <summary>What the user typed.</summary>
    [GeneratedRegex("«[^»]*»")]
    private static partial Regex Quoted();
}
