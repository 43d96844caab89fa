using System.Globalization;
using System.Text.RegularExpressions;
using ClosedXML.Excel;
using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>A person's way from the template to the dashboard and back, in a real browser.</summary>
[Trait("Ring", "Browser")]
public sealed partial class ImportUseTests(BrowserFixture app) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Metric = "impact.nps";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Reading, checking and storing are jobs: they wait for their turn.
    private const float Patience = 60_000;

    public async Task InitializeAsync()
    {
        await app.AddUnitAsync("FIN-DE");
        await app.AddUnitAsync("FIN-US", "AMER", "US");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Template_filled_in_with_mistakes_is_previewed_mended_stored_and_undone()
    {
        var noise = new List<string>();
        var page = await app.OpenAsync("/imports", 1440, 900, noise: noise, role: Roles.Analyst);
        await page.GetByLabel("Begin with a template").SelectOptionAsync(Metric);
        var template = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download template" }).ClickAsync());
        template.SuggestedFilename.ShouldBe($"{Metric}.xlsx");

        await SendAsync(page, "survey.xlsx", Fill(await ContentAsync(template),
            ["2026-10-05", "FIN-DE", "", "30", "100"], ["2026-10-12", "FIN-DE", "", "32", "100"], ["2026-10-12", "FIN-US", "", "12", "40"],
            ["2026-10-19", "FIN-DX", "", "31", "100"], ["2026-10-19", "FIN-US", "", "many", "40"], ["2026-10-26", "FIN-DE", "", "33", ""],
            ["19/10/26", "FIN-DE", "", "30", "100"], ["2099-01-01", "FIN-DE", "", "30", "100"]));
        await ExpectStateAsync(page, "ready");
        await ExpectCountsAsync(page, 3, 0, 0, 5);
        await Expect(page.GetByTestId("problems").Locator("tbody tr")).ToHaveCountAsync(5);
        await Expect(page.GetByTestId("problems")).ToContainTextAsync("Write FIN-DE.");
        (await ReadingsAsync()).ShouldBe(0, "a preview stores nothing");

        var rejected = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("rejected").ClickAsync());
        await page.GetByTestId("store").ClickAsync();
        await ExpectStateAsync(page, "stored");
        await Expect(page.GetByTestId("import-notice")).ToContainTextAsync("3 new readings stored as batch");
        (await ReadingsAsync()).ShouldBe(3);

        await page.GotoAsync("/imports");
        await SendAsync(page, rejected.SuggestedFilename, Mend(await ContentAsync(rejected)));
        await ExpectStateAsync(page, "ready");
        await ExpectCountsAsync(page, 5, 0, 0, 0);
        await page.GetByTestId("store").ClickAsync();
        await ExpectStateAsync(page, "stored");
        (await ReadingsAsync()).ShouldBe(8);

        await page.GetByTestId("undo").ClickAsync();
        await page.GetByTestId("undo-confirm").ClickAsync();
        await ExpectStateAsync(page, "undone");
        (await ReadingsAsync()).ShouldBe(3);
        noise.ShouldBeEmpty();
    }

    [Fact]
    public async Task Columns_are_chosen_by_keyboard_once_and_known_the_next_time()
    {
        var table = "Wann;Wo;Wieviel\n05.10.2026;FIN-DE;1.250,5\n"u8.ToArray();
        var page = await app.OpenAsync("/imports", 390, 844, role: Roles.Analyst);
        await SendAsync(page, "ersparnis.csv", table);
        await ExpectStateAsync(page, "open");
        await page.GetByLabel("Metric").SelectOptionAsync("=");
        await page.GetByLabel("Metric of all rows").SelectOptionAsync("impact.cost_savings.cashable");
        await page.GetByLabel("Business unit").SelectOptionAsync("c:Wo");
        await page.GetByLabel("Date or time").SelectOptionAsync("c:Wann");
        await page.GetByLabel("Value").SelectOptionAsync("c:Wieviel");
        // A key goes to whatever has the focus, and a button that waits for the last choice takes none.
        await Expect(page.GetByTestId("check")).ToBeEnabledAsync();
        await page.GetByTestId("check").PressAsync("Enter");
        await ExpectStateAsync(page, "ready");
        await ExpectCountsAsync(page, 1, 0, 0, 0);
        await Expect(page.Locator("table").Last).ToContainTextAsync("1250.5");

        await page.GotoAsync("/imports");
        await SendAsync(page, "ersparnis.csv", table);
        await ExpectStateAsync(page, "ready");
        await Expect(page.GetByTestId("import-notice")).ToContainTextAsync("Mapped as last time.");
    }

    [Fact]
    public async Task Pages_have_no_barrier_and_fit_their_screen()
    {
        var page = await app.OpenAsync("/imports", 1440, 900, role: Roles.Analyst);
        await SendAsync(page, "columns.csv", "a;b\n1;2\n"u8.ToArray());
        await ExpectStateAsync(page, "open");
        await CheckAsync(page);
        await page.GotoAsync("/imports");
        await SendAsync(page, "rows.csv", "metric;unit;date;value\nimpact.cost_savings.cashable;FIN-DE;2026-10-05;7\nimpact.cost_savings.cashable;NOWHERE;2026-10-05;7\n"u8.ToArray());
        await ExpectStateAsync(page, "ready");
        await CheckAsync(page);
        await page.GotoAsync("/imports");
        await SendAsync(page, "bad.xlsx", [1]);
        await ExpectStateAsync(page, "refused");
        await CheckAsync(page);
        await page.GotoAsync("/imports");
        await page.WaitForSelectorAsync("tr[data-import]");
        await CheckAsync(page);
    }

    private static Task CheckAsync(IPage page) => page.OnEachAsync([new(1440, 900), new(390, 900, ColorScheme.Dark)], async _ =>
    {
        await page.ShouldNotScrollSidewaysAsync();
        (await Barriers.OnAsync(page)).ShouldBeEmpty();
    });

    private static async Task SendAsync(IPage page, string name, byte[] content)
    {
        await page.GetByLabel("Send a file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = Xlsx, Buffer = content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and check" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(One(), new() { Timeout = Patience });
    }

    private static Task ExpectStateAsync(IPage page, string state) =>
        Expect(page.GetByTestId("import")).ToHaveAttributeAsync("data-state", state, new() { Timeout = Patience });

    private static async Task ExpectCountsAsync(IPage page, int added, int changed, int unchanged, int rejected)
    {
        foreach (var (count, expected) in new[] { ("new", added), ("changed", changed), ("unchanged", unchanged), ("rejected", rejected) })
            await Expect(page.Locator($"[data-count={count}] .number")).ToHaveTextAsync(expected.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<int> ReadingsAsync()
    {
        await using var command = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Npgsql.NpgsqlDataSource>(app.Services)
            .CreateCommand($"SELECT count(*) FROM readings r JOIN metrics m ON m.id = r.metric_id WHERE m.key = '{Metric}'");
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    // As a person fills it in: days as days, numbers as numbers.
    private static byte[] Fill(byte[] template, params string[][] rows)
    {
        using var book = new XLWorkbook(new MemoryStream(template));
        var sheet = book.Worksheet("Readings");
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[row].Length; column++)
                Set(sheet.Cell(row + 2, column + 1), rows[row][column]);
        return Saved(book);
    }

    private static byte[] Mend(byte[] rejected)
    {
        using var book = new XLWorkbook(new MemoryStream(rejected));
        var sheet = book.Worksheet(1);
        sheet.RowsUsed().Count().ShouldBe(6);
        Set(sheet.Cell(2, 2), "FIN-DE");
        Set(sheet.Cell(3, 4), "13");
        Set(sheet.Cell(4, 5), "100");
        Set(sheet.Cell(5, 1), "2026-10-20");
        Set(sheet.Cell(6, 1), "2026-10-21");
        return Saved(book);
    }

    private static void Set(IXLCell cell, string text)
    {
        if (text.Length == 0)
            return;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            cell.SetValue(day);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            cell.SetValue(number);
        else
            cell.SetValue<string>(text);
    }

    private static byte[] Saved(XLWorkbook book)
    {
        using var stream = new MemoryStream();
        book.SaveAs(stream);
        return stream.ToArray();
    }

    private static async Task<byte[]> ContentAsync(IDownload download)
    {
        await using var stream = await download.CreateReadStreamAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    [GeneratedRegex(@"/imports/[0-9a-f-]{36}$")]
    private static partial Regex One();
}
