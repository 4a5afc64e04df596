"""Invented laws about lighthouses, in the shapes in which real laws come."""

from __future__ import annotations

import json
from collections.abc import Mapping

_VAH = "urn:example:lighthouse"

FINLEX = f"""<?xml version="1.0" encoding="utf-8"?>
<vah:VahvistettavaLaki xmlns:vah="{_VAH}" xmlns:saa="{_VAH}:s" xmlns:sis="{_VAH}:t" xmlns:m="{_VAH}:m" m:kieliKoodi="fi">
  <vah:IdentifiointiOsa><vah:EduskuntaTunniste>
    <m:AsiakirjaNroTeksti>12</m:AsiakirjaNroTeksti><m:ValtiopaivavuosiTeksti>1999</m:ValtiopaivavuosiTeksti>
  </vah:EduskuntaTunniste></vah:IdentifiointiOsa>
  <saa:SaadosOsa><saa:Saados>
    <saa:SaadosNimeke>
      <saa:SaadostyyppiKooste>Ministeriön asetus</saa:SaadostyyppiKooste>
      <saa:SaadosNimekeKooste>majakoista</saa:SaadosNimekeKooste>
    </saa:SaadosNimeke>
    <saa:Johtolause><saa:SaadosKappaleKooste>Päätetään majakkalain nojalla:</saa:SaadosKappaleKooste></saa:Johtolause>
    <saa:Pykalisto>
      <saa:Luku><saa:LukuTunnusKooste>1 luku </saa:LukuTunnusKooste>
        <saa:SaadosOtsikkoKooste>Yleistä</saa:SaadosOtsikkoKooste>
        <saa:Pykala><saa:PykalaTunnusKooste>1 §</saa:PykalaTunnusKooste>
          <saa:SaadosOtsikkoKooste>Määritelmät</saa:SaadosOtsikkoKooste>
          <saa:KohdatMomentti>
            <saa:MomenttiJohdantoKooste>Tässä asetuksessa tarkoitetaan:</saa:MomenttiJohdantoKooste>
            <saa:MomenttiKohtaKooste>
1)<saa:SaadosKursiiviKooste>majakalla</saa:SaadosKursiiviKooste> tornia,
jossa on valo;
</saa:MomenttiKohtaKooste>
            <saa:MomenttiKohtaKooste>
              <saa:MomenttiAlakohtaKooste>2) vartijalla:</saa:MomenttiAlakohtaKooste>
              <saa:MomenttiAlakohtaKooste>
a)henkilöä, joka sytyttää valon; sekä</saa:MomenttiAlakohtaKooste>
              <saa:MomenttiAlakohtaKooste>b) hänen sijaistaan.</saa:MomenttiAlakohtaKooste>
            </saa:MomenttiKohtaKooste>
          </saa:KohdatMomentti>
        </saa:Pykala>
        <saa:Pykala><saa:PykalaTunnusKooste>1 a §</saa:PykalaTunnusKooste>
          <saa:MomenttiKooste>Valo on pidettävä lasissa, jonka ala on
            2 m<sis:YlaindeksiTeksti>2</sis:YlaindeksiTeksti>.</saa:MomenttiKooste>
          <saa:MomenttiKooste>Lasi on pestävä viikoittain.</saa:MomenttiKooste>
        </saa:Pykala>
      </saa:Luku>
      <saa:Ruudukko>ei kuulu mihinkään</saa:Ruudukko>
      <saa:Pykala><saa:MomenttiKooste>Tämä asetus tulee voimaan heti.</saa:MomenttiKooste></saa:Pykala>
    </saa:Pykalisto>
  </saa:Saados></saa:SaadosOsa>
  <saa:LiiteOsa><saa:SisaltoLiite><sis:KappaleKooste>Majakoiden luettelo</sis:KappaleKooste></saa:SisaltoLiite></saa:LiiteOsa>
</vah:VahvistettavaLaki>
""".encode()

KAZAKH_RU = """ЗАКОН
РЕСПУБЛИКИ КАЗАХСТАН

О маяках
(с изменениями и дополнениями по состоянию на 01.02.2020 г.)

Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ
Статья 1. Основные понятия
Статья 2. Сторож
Глава 2. НАДЗОР ЗА СВЕТОМ
Статья 2-1. Исключена
Статья 3. Инспектор маяков

Настоящий Закон определяет, кто зажигает маяки, кто их гасит и кто следит за тем, чтобы это делалось вовремя.

Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
Подпункт 1 изложен в редакции Закона РК от 01.02.19 г. № 7-VI (см. стар. ред.)
1) маяк - башня со светом;
Статья дополнена подпунктом 1-1 в соответствии с Законом РК от 01.02.19 г. № 7-VI
1-1) свет - то, что видно издалека;
2) сторож - лицо, исключенное из списка пассажиров в соответствии с законодательством.
Статья 2 изложена в редакции Закона РК от 01.02.20 г. № 9-VI (см. стар. ред.)
См.: Правила окраски лестниц

Статья 2. Сторож
1. Сторож обязан:
1) зажигать свет;
2) гасить свет.
Сторож не спит ночью.
2. Исключен в соответствии с Законом РК от 01.02.19 г. № 7-VI (см. стар. ред.)
3. Сторож имеет право на чай.


Глава дополнена статьей 3 в соответствии с Законом РК от 01.02.20 г. № 9-VI
Глава 2. НАДЗОР
ЗА СВЕТОМ

Статья 2-1. Исключена в соответствии с Законом РК от 01.02.19 г. № 7-VI (см. стар. ред.)

См. изменения в статью 3 - Закон РК от 01.02.20 г. № 9-VI
Статья 3. Инспектор маяков
Инспектор смотрит на маяк.


Президент
Республики Казахстан

Астана, 1 января 2019 года
№ 5-VI ЗРК
"""

KAZAKH_KK = """ШАМШЫРАҚТАР ТУРАЛЫ

1-тарау. ЖАЛПЫ ЕРЕЖЕЛЕР

1-бап. Негізгі ұғымдар
Осы Заңда мынадай ұғымдар пайдаланылады:
1) шамшырақ – жарығы бар мұнара;
2-тармақша жаңа редакцияда - ҚР 01.02.2019 № 7-VI Заңының редакциясында
2) күзетші – жарықты жағатын адам.
Ескерту. 1-бапқа өзгеріс енгізілді - ҚР 01.02.2019 № 7-VI Заңымен.

1-1-бап. Алып тасталды - ҚР 01.02.2019 № 7-VI Заңымен

2-тарау. ҚАДАҒАЛАУ
2-бап. Күзетші
1. Күзетші жарықты жағады.
2. Күзетші шай ішуге құқылы.
"""


def statute(*provisions: Mapping[str, object], **document: object) -> bytes:
    """A statute as JSON; each of `provisions` is filled up with an empty heading and no chapter."""
    rows = [{"heading": None, "chapter": None, **row} for row in provisions]
    about = {"id": "12/1999", "language": "fi", "title": "Majakkalaki", **document}
    return json.dumps({"document": about, "provisions": rows}, ensure_ascii=False).encode()


TITLES = json.dumps(
    {
        "standards": {
            "LHR Part 1 (Rev. 1)": {
                "title": "Framework for Lighthouses",
                "edition": "2016",
                "requirements": [
                    {"no": 1, "title": "National policy for light", "checked_against_stored_copy": False},
                    {"no": 2, "title": "Independence of the keeper", "checked_against_stored_copy": True},
                ],
            },
            "LHS-2/1": {"title": "Towers", "requirements": [{"no": 1, "title": "Height"}]},
        }
    }
).encode()

ISSUES = json.dumps({"document": "Lamp levels", "issues": {"A": "Light policy", "LM": "Fog"}}).encode()

TEMPLATE = b"""number,heading,text,language,parent,level
1,General,,en,,chapter
Article 1,Purpose,"This Act:
1) keeps lights lit;
2) keeps keepers awake.",en,1,article
Article 2,Keeper,"The keeper shall light the lamp.",en,1,article
Article 3,Duties,The keeper shall:,en,1,
a,,polish the glass,en,Article 3,
b,,sweep the stairs,en,Article 3,point
Artikel 3,Skyldigheter,Vaktaren ska putsa.,sv,,article
"""
